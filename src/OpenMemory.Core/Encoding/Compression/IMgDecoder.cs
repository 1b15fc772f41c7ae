using System.Buffers;

namespace OpenMemory;

/// <summary>Decompresses one frame, piece by piece. It never throws for bad bytes.</summary>
/// <remarks>
/// How much a frame expands to is the caller's to bound; what it declares about itself bounds nothing. How much memory it takes
/// is the codec's to bound. A call after <see cref="IDisposable.Dispose"/> throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface IMgDecoder : IDisposable
{
    /// <summary>Decompresses a piece.</summary>
    /// <param name="source">What to decompress; may be empty.</param>
    /// <param name="destination">Where to; at least one byte.</param>
    /// <param name="bytesConsumed">How much of the source was taken; never more than belongs to the frame.</param>
    /// <param name="bytesWritten">How much of the destination was filled.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/>: the frame has ended and all of it is written; so does every later call answer.
    /// <see cref="OperationStatus.NeedMoreData"/>: the source is consumed, what could be written is, and the frame goes on.
    /// <see cref="OperationStatus.DestinationTooSmall"/>: the destination is full and more may be to come, if only the end of the
    /// frame: call again with the rest of the source, which may be empty, and more room.
    /// <see cref="OperationStatus.InvalidData"/>: the bytes are not one frame that begins with
    /// <see cref="IMgCodec.FrameMagic"/>, are damaged, ask for a dictionary, or for more memory than the codec allows; so does every
    /// later call answer. What was written by then may be wrong.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is empty.</exception>
    OperationStatus Decompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten);
}
