using System.Buffers;
using System.IO.Pipelines;

namespace OpenMemory.Tests;

/// <summary>Holds its reader to what the documentation of pipes demands: never to have examined less than before.</summary>
internal sealed class ExactingPipeReader(PipeReader inner) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;
    private long _consumed, _examined;

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        long looked = _consumed + _buffer.Slice(0, examined).Length;
        if (looked < _examined) throw new InvalidOperationException("Less is examined than was before.");
        _examined = looked;
        _consumed += _buffer.Slice(0, consumed).Length;
        inner.AdvanceTo(consumed, examined);
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await inner.ReadAsync(cancellationToken);
        _buffer = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        bool read = inner.TryRead(out result);
        if (read) _buffer = result.Buffer;
        return read;
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);
}
