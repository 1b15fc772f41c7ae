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
    private bool _holds, _hasTaken, _inputEnded, _atEnd;
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
        switch (Look(out int length))
        {
            case FrameStep.Broken:
                return Break(FrameRules.TooLong(maxFrameBytes, Consumed), out fault);
            case FrameStep.More:
                return _inputEnded ? Break(FrameRules.Truncated(Consumed + _rest.Length), out fault) : FrameStep.More;
            case FrameStep.End:
                Consume(FrameRules.PrefixSize);
                _atEnd = true;
                Release(examinedAll: false);
                return FrameStep.End;
            default:
                ReadOnlySequence<byte> content = _rest.Slice(FrameRules.PrefixSize, length);
                Frame = content.IsSingleSegment ? content.First : Join(content, length);
                Consume(FrameRules.PrefixSize + (long)length);
                return FrameStep.Frame;
        }
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
        _hasTaken = false;
        _inputEnded = result.IsCompleted && !result.IsCanceled; // what is given back will be read again
        if (!result.IsCanceled) return;
        Release(examinedAll: false);
        throw new OperationCanceledException("The pending read of the pipe was cancelled.");
    }

    /// <summary>Gives back to the pipe what was not handed out.</summary>
    /// <param name="examinedAll">Whether the pipe has to wait until more arrives before it gives any of it again.</param>
    internal void Release(bool examinedAll)
    {
        Frame = default;
        if (!_holds) return;
        _holds = false;
        pipe.AdvanceTo(_rest.Start, examinedAll ? _rest.End : Examined());
        _rest = default;
    }

    internal ValueTask CompleteAsync() => pipe.CompleteAsync();

    /// <summary>Looks what comes next, and takes nothing.</summary>
    private FrameStep Look(out int length)
    {
        length = 0;
        long there = _rest.Length - FrameRules.PrefixSize;
        if (there < 0) return FrameStep.More;
        uint declared = ReadLength();
        if (declared == 0) return FrameStep.End;
        if (declared > (uint)maxFrameBytes) return FrameStep.Broken;
        length = (int)declared;
        return there < length ? FrameStep.More : FrameStep.Frame;
    }

    /// <summary>
    /// How far the rest was looked at: not less than before, by whomever, which a pipe refuses, and less than a whole frame, or the
    /// next reader would wait although one is there.
    /// </summary>
    private SequencePosition Examined()
    {
        if (_hasTaken) return _rest.Start; // nobody was ever here
        return Look(out int length) == FrameStep.More ? _rest.End : _rest.GetPosition(FrameRules.PrefixSize + (long)length - 1);
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
        _hasTaken = true;
    }
}
