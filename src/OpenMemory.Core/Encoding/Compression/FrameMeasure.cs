using System.Buffers;

namespace OpenMemory;

/// <summary>Finds where a frame ends by decompressing it into nothing: what follows it tells nobody .</summary>
internal static class FrameMeasure
{
    private const int BufferBytes = 16 << 10;

    /// <summary>Measures the frame at the start of some bytes.</summary>
    /// <param name="bytes">The frame and whatever follows it.</param>
    /// <param name="codec">The compression.</param>
    /// <param name="maxOutput">The most that the frame may expand to, in bytes.</param>
    /// <param name="frameLength">Bytes of the frame, or 0.</param>
    /// <returns>Whether a whole frame stands there and expands to no more than that.</returns>
    /// <exception cref="OmsException"><see cref="OmsErrorCode.NotSupported"/>: what the codec needs is not installed.</exception>
    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, IMgCodec codec, long maxOutput, out int frameLength) =>
        Measure(bytes, codec, maxOutput, out frameLength, out _) == OperationStatus.Done;

    /// <summary>Measures the frame at the start of some bytes and says what is wrong with it.</summary>
    /// <param name="bytes">The frame and whatever follows it.</param>
    /// <param name="codec">The compression.</param>
    /// <param name="maxOutput">The most that the frame may expand to, in bytes.</param>
    /// <param name="frameLength">Bytes of the frame, or 0.</param>
    /// <param name="outputLength">Bytes that the frame expands to, or those seen until something was wrong.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/>, or why not: it is cut short (<see cref="OperationStatus.NeedMoreData"/>), expands to more
    /// than allowed (<see cref="OperationStatus.DestinationTooSmall"/>), or is damaged (<see cref="OperationStatus.InvalidData"/>).
    /// </returns>
    /// <exception cref="OmsException"><see cref="OmsErrorCode.NotSupported"/>: what the codec needs is not installed.</exception>
    internal static OperationStatus Measure(ReadOnlySpan<byte> bytes, IMgCodec codec, long maxOutput, out int frameLength, out long outputLength)
    {
        frameLength = 0;
        outputLength = 0;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using IMgDecoder decoder = codec.CreateDecoder();
            ReadOnlySpan<byte> rest = bytes;
            OperationStatus status;
            do
            {
                status = FramePump.Fill(decoder, ref rest, buffer, out int written);
                outputLength += written;
                if (outputLength > maxOutput) return OperationStatus.DestinationTooSmall;
            }
            while (status == OperationStatus.DestinationTooSmall);
            if (status == OperationStatus.Done) frameLength = bytes.Length - rest.Length;
            return status;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
