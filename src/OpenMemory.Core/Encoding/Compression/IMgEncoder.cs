using System.Buffers;

namespace OpenMemory;

/// <summary>Compresses one frame, piece by piece.</summary>
/// <remarks>
/// How the source is cut, and the version of what compresses, may change the bytes of the frame, never what it expands to. A call
/// after <see cref="IDisposable.Dispose"/> throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface IMgEncoder : IDisposable
{
    /// <summary>Compresses a piece.</summary>
    /// <param name="source">What to compress; may be empty.</param>
    /// <param name="destination">Where to; at least one byte.</param>
    /// <param name="bytesConsumed">How much of the source was taken.</param>
    /// <param name="bytesWritten">How much of the destination was filled.</param>
    /// <param name="isFinalBlock">The source is the last piece: the frame ends with it. Once said, it stays so until the frame is complete.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/>: the source is consumed and, after the final block, the frame is complete and all of it
    /// written; before, some of it may still be held back.
    /// <see cref="OperationStatus.DestinationTooSmall"/>: the destination is full: call again with the rest of the source, which may
    /// be empty, and more room.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">The frame is complete already.</exception>
    OperationStatus Compress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten, bool isFinalBlock);
}
