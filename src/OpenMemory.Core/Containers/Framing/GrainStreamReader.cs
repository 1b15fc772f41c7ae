using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// Reads a framed stream of grains (§11.6): as <see cref="GrainBlob"/>, or frame by frame without copying or allocating. Each
/// grain is checked. Memory grows with the bytes that have arrived, never with the lengths they declare.
/// </summary>
/// <remarks>
/// The stream ends with its sentinel; what follows belongs to the next stream. A <see cref="PipeReader"/> then stands exactly
/// behind the sentinel, for the next reader. A <see cref="Stream"/> is read ahead: to read several streams from one, put a
/// <see cref="PipeReader"/> over it. The framing is for connections; it must not be saved as a <c>.mg</c> file (OMS-11.6-3),
/// and <see cref="MgFileReader"/> refuses it. One call at a time.
/// </remarks>
public sealed class GrainStreamReader : IAsyncDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly FrameInput _input;
    private readonly GrainReadOptions _grains;
    private readonly bool _verify, _leaveOpen;
    private bool _isCanonical, _isDisposed;

    /// <summary>Begins to read at the position of a stream; nothing is read yet.</summary>
    /// <param name="stream">Where the bytes come from.</param>
    /// <param name="options">Limits and strictness.</param>
    /// <param name="leaveOpen">Whether <see cref="DisposeAsync"/> leaves the stream open.</param>
    public GrainStreamReader(Stream stream, GrainStreamOptions options = default, bool leaveOpen = false)
        : this(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: leaveOpen)), options)
    {
    }

    /// <summary>Begins to read from a pipe; nothing is read yet.</summary>
    /// <param name="pipe">Where the bytes come from. While this reader reads, nobody else may.</param>
    /// <param name="options">Limits and strictness.</param>
    /// <param name="leaveOpen">Whether <see cref="DisposeAsync"/> leaves the pipe for others to read on.</param>
    public GrainStreamReader(PipeReader pipe, GrainStreamOptions options = default, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        _input = new FrameInput(pipe, options.EffectiveMaxFrameBytes);
        _grains = options.Grains;
        _verify = !options.SkipVerification;
        _leaveOpen = leaveOpen;
    }

    /// <summary>
    /// The bytes of the grain, or of its envelope, that <see cref="ReadFrameAsync"/> found, or refused, in the reader's own memory: valid until the next
    /// call of anything here. Empty when there is none.
    /// </summary>
    public ReadOnlyMemory<byte> Frame => _input.Frame;

    /// <summary>Where the grain that was read last begins, in bytes from the beginning of the stream.</summary>
    public long FrameOffset { get; private set; }

    /// <summary>The number of grains that were read, refused ones left out.</summary>
    public long Count { get; private set; }

    /// <summary>The bytes of the stream so far: up to the end of the last frame, or of the sentinel. Bytes read ahead are not counted.</summary>
    public long BytesConsumed => _input.Consumed;

    /// <summary>Whether the sentinel was read: the stream is complete.</summary>
    public bool IsCompleted => _input.AtEnd;

    /// <summary>
    /// Reads the next frame into <see cref="Frame"/>. Allocates nothing in the steady state. A cancelled call loses nothing, and
    /// a refused grain does not end the stream: the next call goes on. Broken framing is final.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False when the sentinel was read; true for a frame.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_CORRUPT</c>: a length above the limit, or the end of input before the sentinel (OMS-11.6-2). Any other code:
    /// the grain is not sound; <c>ERR_SIGNED_MISMATCH</c> for a signed one without its envelope (OMS-9.2-1). The offset counts
    /// from the beginning of the stream.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call, or the pipe's pending read, was cancelled.</exception>
    public ValueTask<bool> ReadFrameAsync(CancellationToken cancellationToken = default) => NextAsync(_verify, cancellationToken);

    /// <summary>Reads the next grain and copies it, with its envelope where it came in one. It is checked whatever the options say.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The grain, or null when the sentinel was read.</returns>
    /// <exception cref="OmsException">As for <see cref="ReadFrameAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The call, or the pipe's pending read, was cancelled.</exception>
    public async ValueTask<GrainBlob?> ReadAsync(CancellationToken cancellationToken = default) =>
        await NextAsync(verify: true, cancellationToken).ConfigureAwait(false) ? GrainBlob.AdoptDelivered(Frame.ToArray(), _isCanonical) : null;

    /// <summary>Reads the grains up to the sentinel. Those that were delivered before a fault stay usable .</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The grains, read as they are asked for.</returns>
    /// <exception cref="OmsException">As for <see cref="ReadFrameAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">The enumeration, or the pipe's pending read, was cancelled.</exception>
    public async IAsyncEnumerable<GrainBlob> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } grain) yield return grain;
    }

    /// <summary>
    /// Ends the reading, and closes the pipe or stream unless it was to be left open. A pipe that is left open stands behind the
    /// last frame or sentinel that was read.
    /// </summary>
    /// <returns>When it is done.</returns>
    public ValueTask DisposeAsync()
    {
        if (_isDisposed) return default;
        _isDisposed = true;
        _input.Release(examinedAll: false);
        return _leaveOpen ? default : _input.CompleteAsync();
    }

    private ValueTask<bool> NextAsync(bool verify, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellationToken);
        FrameStep step = Take(verify, out OmsFault fault);
        return fault.IsFault ? ValueTask.FromException<bool>(new OmsException(fault))
            : step == FrameStep.More ? WaitAsync(verify, cancellationToken)
            : new(step == FrameStep.Frame);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitAsync(bool verify, CancellationToken cancellationToken)
    {
        FrameStep step;
        do
        {
            _input.Accept(await _input.FillAsync(cancellationToken).ConfigureAwait(false));
            step = Take(verify, out OmsFault fault);
            if (fault.IsFault) Throw.Fault(fault);
        }
        while (step == FrameStep.More);
        return step == FrameStep.Frame;
    }

    private FrameStep Take(bool verify, out OmsFault fault)
    {
        long start = _input.Consumed;
        FrameStep step = _input.TryTake(out fault);
        if (step != FrameStep.Frame) return step;
        FrameOffset = start + FrameRules.PrefixSize;
        if (FrameRules.TryCheck(Frame.Span, _grains, verify, out _isCanonical, out fault)) Count++;
        else fault = fault.At(FrameOffset);
        return step;
    }
}
