using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// Writes a framed stream of grains (§11.6). Frames gather until there are 32 KiB of them; then, and on
/// <see cref="FlushAsync"/> and <see cref="CompleteAsync"/>, they are sent, which waits as long as the other side is not ready for
/// more. So memory holds 32 KiB and one grain, whatever the number of grains.
/// </summary>
/// <remarks>
/// Only <see cref="CompleteAsync"/> writes the sentinel: a writer that is disposed of without it leaves a truncated stream, which
/// the other side reports (OMS-11.6-2). The framing is for connections; it must not be saved as a <c>.mg</c> file (OMS-11.6-3),
/// for which there is <see cref="MgFileWriter"/>. One call at a time.
/// </remarks>
public sealed class GrainStreamWriter : IAsyncDisposable
{
    private const int FlushFrom = 1 << 15;

    private readonly PipeWriter _output;
    private readonly GrainReadOptions _grains;
    private readonly int _maxFrameBytes;
    private readonly bool _verify, _leaveOpen, _isStream;
    private long _unflushed;
    private bool _isDisposed;
    private Exception? _failure;

    /// <summary>Begins to write at the position of a stream; nothing is written yet.</summary>
    /// <param name="stream">Where the bytes go.</param>
    /// <param name="options">Limits and strictness.</param>
    /// <param name="leaveOpen">Whether <see cref="DisposeAsync"/> leaves the stream open.</param>
    public GrainStreamWriter(Stream stream, GrainStreamOptions options = default, bool leaveOpen = false)
        : this(PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: FlushFrom, leaveOpen: leaveOpen)), options) => _isStream = true;

    /// <summary>Begins to write to a pipe; nothing is written yet.</summary>
    /// <param name="pipe">Where the bytes go.</param>
    /// <param name="options">Limits and strictness.</param>
    /// <param name="leaveOpen">Whether <see cref="DisposeAsync"/> leaves the pipe for others to write on, with what was not flushed.</param>
    public GrainStreamWriter(PipeWriter pipe, GrainStreamOptions options = default, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        _output = pipe;
        _grains = options.Grains;
        _maxFrameBytes = options.EffectiveMaxFrameBytes;
        _verify = !options.SkipVerification;
        _leaveOpen = leaveOpen;
    }

    /// <summary>The number of grains in the stream so far.</summary>
    public long Count { get; private set; }

    /// <summary>The number of bytes in the stream so far, lengths and sentinel included.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Whether the sentinel was written: the stream is complete.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>
    /// Writes one grain; a signed one as its envelope. Allocates nothing in the steady state. Cancelled while it waits for the other side, the grain is in the
    /// stream all the same; a pipe can then be written on, a <see cref="Stream"/> cannot, because it may hold a part of a frame.
    /// </summary>
    /// <param name="grain">The grain.</param>
    /// <param name="cancellationToken">Ends the waiting; cancelled from the start, nothing is written.</param>
    /// <returns>When there is room for more.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_SIGNED_MISMATCH</c>: a signed grain without its envelope (OMS-9.2-1); <c>ERR_CORRUPT</c>: larger than the limit.
    /// </exception>
    /// <exception cref="InvalidOperationException">The stream is complete, or an earlier write to it failed.</exception>
    /// <exception cref="IOException">The other side no longer reads.</exception>
    public ValueTask WriteAsync(GrainBlob grain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        ReadOnlyMemory<byte> delivered = grain.Envelope.IsEmpty ? grain.Memory : grain.Envelope; // a signed one without is refused as any bytes are
        return WriteAsync(delivered.Span, verify: false, cancellationToken);
    }

    /// <summary>Checks the bytes of one grain, unless verification is skipped, and writes them as they are.</summary>
    /// <param name="blob">All bytes of the blob or of the envelope; they are copied before the call returns.</param>
    /// <param name="cancellationToken">Ends the waiting; cancelled from the start, nothing is written.</param>
    /// <returns>When there is room for more.</returns>
    /// <exception cref="OmsException">The grain is not sound, or as for the other overload; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">The stream is complete, or an earlier write to it failed.</exception>
    /// <exception cref="IOException">The other side no longer reads.</exception>
    public ValueTask WriteAsync(ReadOnlySpan<byte> blob, CancellationToken cancellationToken = default) =>
        WriteAsync(blob, _verify, cancellationToken);

    /// <summary>Sends what has gathered, so that it arrives without waiting for more.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>When there is room for more.</returns>
    /// <exception cref="OperationCanceledException">The call, or the pipe's pending flush, was cancelled.</exception>
    /// <exception cref="InvalidOperationException">An earlier write to the stream failed.</exception>
    /// <exception cref="IOException">The other side no longer reads.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        return FlushCoreAsync(cancellationToken);
    }

    /// <summary>Writes the sentinel and sends everything. No grain can be written afterwards; a second call only sends.</summary>
    /// <param name="cancellationToken">Ends the waiting; cancelled from the start, nothing is written.</param>
    /// <returns>When everything was sent.</returns>
    /// <exception cref="OperationCanceledException">The call, or the pipe's pending flush, was cancelled.</exception>
    /// <exception cref="InvalidOperationException">An earlier write to the stream failed.</exception>
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        if (!IsCompleted) AppendLength(0);
        IsCompleted = true;
        return FlushCoreAsync(cancellationToken);
    }

    /// <summary>
    /// Ends the writing, and closes the pipe or stream unless it was to be left open. Without <see cref="CompleteAsync"/> the
    /// stream stays truncated.
    /// </summary>
    /// <returns>When it is done.</returns>
    public ValueTask DisposeAsync()
    {
        if (_isDisposed) return default;
        _isDisposed = true;
        return _leaveOpen ? default : _output.CompleteAsync(_failure); // after a failure, nothing more is sent
    }

    private ValueTask WriteAsync(ReadOnlySpan<byte> blob, bool verify, CancellationToken cancellationToken)
    {
        ThrowIfUnusable();
        if (IsCompleted) throw new InvalidOperationException("The stream is complete.");
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        OmsFault fault = default;
        if (blob.Length > _maxFrameBytes) fault = FrameRules.TooLong(_maxFrameBytes, 0);
        // The length of an empty frame would be the sentinel.
        else FrameRules.TryCheck(blob, _grains, verify || blob.IsEmpty, out _, out fault);
        if (fault.IsFault) return ValueTask.FromException(new OmsException(fault));

        AppendLength(blob.Length);
        _output.Write(blob);
        _unflushed += blob.Length;
        BytesWritten += blob.Length;
        Count++;
        return _unflushed < FlushFrom ? default : FlushCoreAsync(cancellationToken);
    }

    private void AppendLength(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_output.GetSpan(FrameRules.PrefixSize), length);
        _output.Advance(FrameRules.PrefixSize);
        _unflushed += FrameRules.PrefixSize;
        BytesWritten += FrameRules.PrefixSize;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushCoreAsync(CancellationToken cancellationToken)
    {
        FlushResult result;
        try
        {
            result = await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (_isStream)
        {
            _failure = exception;
            throw;
        }
        _unflushed = 0;
        if (result.IsCanceled) throw new OperationCanceledException("The pending flush of the pipe was cancelled.");
        // Behind the sentinel, a reader that has gone has most likely read everything.
        if (result.IsCompleted && !IsCompleted) throw new IOException("The other side no longer reads.");
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_failure is not null) throw new InvalidOperationException("An earlier write to the stream failed.", _failure);
    }
}
