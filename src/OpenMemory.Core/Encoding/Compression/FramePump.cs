using System.Buffers;

namespace OpenMemory;

/// <summary>Drives a decoder, which may be anybody's: one that miscounts or stands still has met bad bytes.</summary>
internal static class FramePump
{
    /// <summary>Decompresses until the destination is full, the source is used up or the frame has ended.</summary>
    /// <param name="decoder">What decompresses.</param>
    /// <param name="source">What to decompress; what was consumed is taken away.</param>
    /// <param name="destination">Where to; at least one byte.</param>
    /// <param name="written">How much of the destination was filled.</param>
    /// <returns>As of <see cref="IMgDecoder.Decompress"/>.</returns>
    internal static OperationStatus Fill(IMgDecoder decoder, ref ReadOnlySpan<byte> source, scoped Span<byte> destination, out int written)
    {
        written = 0;
        while (true)
        {
            OperationStatus status = decoder.Decompress(source, destination[written..], out int consumed, out int more);
            if ((uint)consumed > (uint)source.Length || (uint)more > (uint)(destination.Length - written)) return OperationStatus.InvalidData;
            source = source[consumed..];
            written += more;
            if (status is OperationStatus.Done or OperationStatus.InvalidData) return status;
            if (written == destination.Length) return OperationStatus.DestinationTooSmall;
            if (source.IsEmpty && status == OperationStatus.NeedMoreData) return status;
            if (consumed == 0 && more == 0) return OperationStatus.InvalidData;
        }
    }
}
