using System.Buffers;

namespace OpenMemory;

/// <summary>Decompresses one frame, piece by piece. It never throws for bad bytes.</summary>
public interface IMgDecoder : IDisposable
{
    /// <summary>Decompresses a piece.</summary>
    /// <param name="source">What to decompress; may be empty while output is pending.</param>
    /// <param name="destination">Where to; at least one byte.</param>
    /// <param name="bytesConsumed">How much of the source was taken; never more than belongs to the frame.</param>
    /// <param name="bytesWritten">How much of the destination was filled.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/>: the frame has ended and all of it is written.
    /// <see cref="OperationStatus.NeedMoreData"/>: the source is consumed and the frame goes on.
    /// <see cref="OperationStatus.DestinationTooSmall"/>: the destination is full and more is to come.
    /// <see cref="OperationStatus.InvalidData"/>: the frame is damaged, or needs more memory than the codec allows.
    /// </returns>
    OperationStatus Decompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten);
}
