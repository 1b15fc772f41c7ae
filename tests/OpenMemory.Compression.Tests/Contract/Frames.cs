using System.Buffers;

namespace OpenMemory.Compression.Tests;

/// <summary>Frames made and read in pieces of any size, with the contract checked at every step.</summary>
internal static class Frames
{
    /// <summary>A whole frame of the data.</summary>
    internal static byte[] Compress(IMgCodec codec, ReadOnlySpan<byte> data, int sourcePiece = int.MaxValue, int destinationPiece = 1 << 16)
    {
        using IMgEncoder encoder = codec.CreateEncoder();
        MemoryStream frame = new();
        byte[] room = new byte[destinationPiece];
        while (true)
        {
            ReadOnlySpan<byte> piece = data[..Math.Min(sourcePiece, data.Length)];
            bool isFinal = piece.Length == data.Length;
            OperationStatus status = encoder.Compress(piece, room, out int consumed, out int written, isFinal);
            frame.Write(room, 0, written);
            data = data[consumed..];
            if (status == OperationStatus.Done)
            {
                if (consumed != piece.Length) throw new InvalidOperationException("Done with source left.");
                if (isFinal) return frame.ToArray();
            }
            else if (status != OperationStatus.DestinationTooSmall || written != room.Length) throw new InvalidOperationException($"{status} with {written} of {room.Length} written.");
        }
    }

    /// <summary>Reads a frame with bytes behind it.</summary>
    /// <returns>The last status, what was written, and how many bytes were consumed.</returns>
    internal static (OperationStatus Status, byte[] Data, int Consumed) Read(IMgCodec codec, ReadOnlySpan<byte> bytes, int sourcePiece = int.MaxValue, int destinationPiece = 1 << 16)
    {
        using IMgDecoder decoder = codec.CreateDecoder();
        MemoryStream data = new();
        byte[] room = new byte[destinationPiece];
        int position = 0;
        while (true)
        {
            ReadOnlySpan<byte> piece = bytes.Slice(position, Math.Min(sourcePiece, bytes.Length - position));
            OperationStatus status = decoder.Decompress(piece, room, out int consumed, out int written);
            data.Write(room, 0, written);
            position += consumed;
            switch (status)
            {
                case OperationStatus.NeedMoreData when consumed != piece.Length: throw new InvalidOperationException("More is needed with source left.");
                case OperationStatus.NeedMoreData when position < bytes.Length: continue;
                case OperationStatus.DestinationTooSmall when written != room.Length: throw new InvalidOperationException("Too small with room left.");
                case OperationStatus.DestinationTooSmall: continue;
                default: return (status, data.ToArray(), position);
            }
        }
    }

    /// <summary>A frame of as many zeros.</summary>
    internal static byte[] Zeros(IMgCodec codec, long count)
    {
        using IMgEncoder encoder = codec.CreateEncoder();
        MemoryStream frame = new();
        byte[] zeros = new byte[1 << 20], room = new byte[1 << 16];
        OperationStatus status;
        do
        {
            int length = (int)Math.Min(zeros.Length, count);
            status = encoder.Compress(zeros.AsSpan(0, length), room, out int consumed, out int written, length == count);
            frame.Write(room, 0, written);
            count -= consumed;
        }
        while (count > 0 || status != OperationStatus.Done);
        return frame.ToArray();
    }
}
