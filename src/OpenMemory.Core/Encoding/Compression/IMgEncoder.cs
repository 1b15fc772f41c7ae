using System.Buffers;

namespace OpenMemory;

/// <summary>Compresses one frame, piece by piece.</summary>
public interface IMgEncoder : IDisposable
{
    /// <summary>Compresses a piece.</summary>
    /// <param name="source">What to compress; may be empty.</param>
    /// <param name="destination">Where to; at least one byte.</param>
    /// <param name="bytesConsumed">How much of the source was taken.</param>
    /// <param name="bytesWritten">How much of the destination was filled.</param>
    /// <param name="isFinalBlock">The source is the last piece: the frame ends with it.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/>: the source is consumed and, after the final block, the frame is complete.
    /// <see cref="OperationStatus.DestinationTooSmall"/>: call again with the rest of the source and an empty destination.
    /// </returns>
    OperationStatus Compress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock);
}
