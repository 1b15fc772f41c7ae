using System.Buffers;

namespace OpenMemory;

/// <summary>Expands a whole frame: memory grows with what comes out of it, not with what it declares.</summary>
internal static class FrameExpansion
{
    private const int FirstBuffer = 4 << 10;

    /// <summary>What became of a frame.</summary>
    internal enum Status
    {
        /// <summary>It is expanded.</summary>
        Done,

        /// <summary>It expands to more than is allowed.</summary>
        TooLarge,

        /// <summary>It ends before its end.</summary>
        Cut,

        /// <summary>It is not a sound frame of the codec.</summary>
        Damaged,
    }

    /// <summary>Expands the frame at the start of the bytes.</summary>
    /// <param name="source">The frame; what was consumed is taken away.</param>
    /// <param name="codec">The compression.</param>
    /// <param name="prefix">What shall stand before the content; counted in the largest size.</param>
    /// <param name="maxBytes">The largest result, in bytes; more than the prefix.</param>
    /// <param name="isSecret">Whether buffers are wiped before they are given back.</param>
    /// <param name="expanded">The prefix and the content; empty where there is none.</param>
    /// <exception cref="OmsException"><see cref="OmsErrorCode.NotSupported"/>: what the codec needs is not installed.</exception>
    internal static Status TryExpand(ref ReadOnlySpan<byte> source, IMgCodec codec, scoped ReadOnlySpan<byte> prefix, int maxBytes, bool isSecret, out byte[] expanded)
    {
        expanded = [];
        Span<byte> beyond = stackalloc byte[1];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(maxBytes, Math.Max(FirstBuffer, prefix.Length + source.Length)));
        try
        {
            using IMgDecoder decoder = codec.CreateDecoder();
            int length = prefix.Length;
            OperationStatus status = OperationStatus.DestinationTooSmall;
            while (status == OperationStatus.DestinationTooSmall)
            {
                if (length == buffer.Length) Grow(ref buffer, maxBytes, isSecret);
                Span<byte> room = buffer.AsSpan(0, Math.Min(buffer.Length, maxBytes))[length..];
                bool isFull = room.IsEmpty; // a byte beyond the limit shows whether the frame ends here
                status = FramePump.Fill(decoder, ref source, isFull ? beyond : room, out int written);
                if (isFull && written > 0) return Status.TooLarge;
                length += written;
            }
            if (status != OperationStatus.Done) return status == OperationStatus.NeedMoreData ? Status.Cut : Status.Damaged;
            prefix.CopyTo(buffer);
            expanded = buffer.AsSpan(0, length).ToArray();
            return Status.Done;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, isSecret);
        }
    }

    /// <summary>Makes a full buffer larger, up to the limit.</summary>
    private static void Grow(ref byte[] buffer, int most, bool isSecret)
    {
        if (buffer.Length >= most) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * buffer.Length, most));
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer, isSecret);
        buffer = larger;
    }
}
