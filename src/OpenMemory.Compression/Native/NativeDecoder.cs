using System.Buffers;

namespace OpenMemory.Compression;

/// <summary>What the decoders share: the contract of <see cref="IMgDecoder"/> around one native step.</summary>
internal abstract class NativeDecoder(NativeContext context) : IMgDecoder
{
    private OperationStatus _status = OperationStatus.NeedMoreData;
    private long _position;

    internal NativeContext Context => context;

    public OperationStatus Decompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten)
    {
        context.CheckCall(this, destination);
        bytesConsumed = 0;
        bytesWritten = 0;
        if (_status is OperationStatus.Done or OperationStatus.InvalidData) return _status;
        if (source.IsEmpty && _status == OperationStatus.NeedMoreData) return _status; // nothing is held back
        if (!IsFrame(source, _position)) return _status = OperationStatus.InvalidData;
        _status = Run(source, destination, ref bytesConsumed, ref bytesWritten);
        _position += bytesConsumed;
        return _status;
    }

    public void Dispose() => context.Dispose();

    /// <summary>Looks at the frame's header as far as it has come, before the library does.</summary>
    /// <param name="source">The next bytes of the frame; may be longer than the header.</param>
    /// <param name="position">Where they stand in the frame.</param>
    /// <returns>Whether this may be a frame that we read.</returns>
    private protected abstract bool IsFrame(ReadOnlySpan<byte> source, long position);

    /// <summary>Decompresses what the library takes in one call.</summary>
    /// <returns><see cref="OperationStatus.Done"/> at the frame's end, <see cref="OperationStatus.InvalidData"/> for an error, else <see cref="OperationStatus.NeedMoreData"/>.</returns>
    private protected abstract OperationStatus Step(ReadOnlySpan<byte> source, Span<byte> destination, out int consumed, out int written);

    private OperationStatus Run(ReadOnlySpan<byte> source, Span<byte> destination, ref int bytesConsumed, ref int bytesWritten)
    {
        while (true)
        {
            OperationStatus status = Step(source[bytesConsumed..], destination[bytesWritten..], out int consumed, out int written);
            bytesConsumed += consumed;
            bytesWritten += written;
            if (status != OperationStatus.NeedMoreData) return status;
            if (bytesWritten == destination.Length) return OperationStatus.DestinationTooSmall;
            if (bytesConsumed == source.Length) return OperationStatus.NeedMoreData;
            if (consumed == 0 && written == 0) return OperationStatus.InvalidData;
        }
    }
}
