using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace OpenMemory;

/// <summary>
/// Cuts frames out of a pipe. A frame waits in the pipe until all of it is there, so its declared length sizes nothing; and
/// what was looked at stays there until it is handed out, so that a cancelled read loses nothing.
/// </summary>
internal sealed class FrameInput(PipeReader pipe, int maxFrameBytes)
{
    private ReadOnlySequence<byte> _rest;
    private long _examined; // of what begins at _rest, the bytes that the pipe knows to be too few
    private bool _holds, _inputEnded, _atEnd;
    private byte[] _joined = [];
    private OmsFault _broken;

    /// <summary>The content of the frame; valid until the next call of anything here.</summary>
    internal ReadOnlyMemory<byte> Frame { get; private set; }

    /// <summary>The bytes up to the end of the frame or sentinel that was taken last.</summary>
    internal long Consumed { get; private set; }

    /// <summary>Whether the sentinel was read.</summary>
    internal bool AtEnd => _atEnd;

    /// <summary>Takes the next frame out of what has arrived.</summary>
    internal FrameStep TryTake(out OmsFault fault)
    {
        Frame = default;
        fault = _broken;
        if (_broken.IsFault) return FrameStep.Broken;
        if (_atEnd) return FrameStep.End;
        long there = _rest.Length;
        if (there < FrameRules.PrefixSize) return More(out fault);
        uint length = ReadLength();
        if (length == 0)
        {
            Consume(FrameRules.PrefixSize);
            _atEnd = true;
            Release(examinedAll: false);
            return FrameStep.End;
        }
        if (length > (uint)maxFrameBytes) return Break(FrameRules.TooLong(maxFrameBytes, Consumed), out fault);
        if (there - FrameRules.PrefixSize < length) return More(out fault);

        ReadOnlySequence<byte> content = _rest.Slice(FrameRules.PrefixSize, length);
        Frame = content.IsSingleSegment ? content.First : Join(content, (int)length);
        Consume(FrameRules.PrefixSize + length);
        return FrameStep.Frame;
    }

    /// <summary>Waits until more has arrived.</summary>
    internal ValueTask<ReadResult> FillAsync(CancellationToken cancellationToken)
    {
        Release(examinedAll: true);
        return pipe.ReadAsync(cancellationToken);
    }

    /// <summary>Takes what has arrived.</summary>
    internal void Accept(in ReadResult result)
    {
        _rest = result.Buffer;
        _holds = true;
        _inputEnded = result.IsCompleted;
        if (!result.IsCanceled) return;
        Release(examinedAll: false);
        throw new OperationCanceledException("The pending read of the pipe was cancelled.");
    }

    /// <summary>Gives back to the pipe what was not handed out.</summary>
    internal void Release(bool examinedAll)
    {
        Frame = default;
        if (!_holds) return;
        _holds = false;
        if (examinedAll) _examined = _rest.Length;
        // Never less than before, which a pipe refuses; never more than was looked at, or the next reader would wait for nothing.
        // Finding a position takes time by the number of segments, and so must not happen each time that a byte arrives.
        pipe.AdvanceTo(_rest.Start, examinedAll ? _rest.End : _rest.GetPosition(_examined));
        _rest = default;
    }

    internal ValueTask CompleteAsync() => pipe.CompleteAsync();

    private FrameStep More(out OmsFault fault)
    {
        fault = default;
        return _inputEnded ? Break(FrameRules.Truncated(Consumed + _rest.Length), out fault) : FrameStep.More;
    }

    private FrameStep Break(OmsFault cause, out OmsFault fault)
    {
        fault = _broken = cause;
        Release(examinedAll: false);
        return FrameStep.Broken;
    }

    private uint ReadLength()
    {
        ReadOnlySpan<byte> first = _rest.FirstSpan;
        if (first.Length >= FrameRules.PrefixSize) return BinaryPrimitives.ReadUInt32BigEndian(first);
        Span<byte> prefix = stackalloc byte[FrameRules.PrefixSize];
        _rest.Slice(0, FrameRules.PrefixSize).CopyTo(prefix);
        return BinaryPrimitives.ReadUInt32BigEndian(prefix);
    }

    /// <summary>A frame in several pieces is copied into one buffer that serves them all; all of its bytes are there.</summary>
    private ReadOnlyMemory<byte> Join(in ReadOnlySequence<byte> content, int length)
    {
        if (_joined.Length < length) _joined = new byte[Math.Max(length, (int)Math.Min(2L * _joined.Length, maxFrameBytes))];
        content.CopyTo(_joined);
        return _joined.AsMemory(0, length);
    }

    private void Consume(long count)
    {
        _rest = _rest.Slice(count);
        Consumed += count;
        _examined = 0;
    }
}
