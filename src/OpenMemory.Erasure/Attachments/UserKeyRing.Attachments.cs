using System.Security.Cryptography;

namespace OpenMemory.Erasure;

public sealed partial class UserKeyRing
{
    /// <summary>The one answer to whatever does not open, as for grains.</summary>
    private static readonly OmsFault s_blobDoesNotOpen = new(OmsErrorCode.Integrity, "OMS-7.1.1-3", "The sealed attachment does not open");

    /// <summary>
    /// Seals an attachment for a user under the newest master key (OMS-28.4.3-6). Its address stays that of the plaintext
    /// (OMS-7.1.1-1), and is needed to open it. What does not fit an array is sealed from stream to stream.
    /// </summary>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="plaintext">The attachment.</param>
    /// <param name="address">Its address, which the <c>cas:</c> URI holds.</param>
    /// <returns>The sealed attachment, <see cref="SealedBlob.GetLength"/> bytes.</returns>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    /// <exception cref="OverflowException">No array is as long as the sealed attachment (about 2 GiB).</exception>
    public byte[] SealBlob(string userId, ReadOnlySpan<byte> plaintext, out ContentAddress address)
    {
        long length = SealedBlob.GetLength(plaintext.Length);
        if (length > Array.MaxLength) throw new OverflowException("The sealed attachment is longer than an array can be.");
        byte[] sealedBlob = new byte[length];
        SealBlob(userId, plaintext, sealedBlob, out address);
        return sealedBlob;
    }

    /// <summary>Seals an attachment into a caller's buffer.</summary>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="plaintext">The attachment.</param>
    /// <param name="destination">At least <see cref="SealedBlob.GetLength"/> bytes; does not overlap the attachment.</param>
    /// <param name="address">The attachment's address, which the <c>cas:</c> URI holds.</param>
    /// <returns>The length of the sealed attachment in bytes.</returns>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the attachment.</exception>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    public int SealBlob(string userId, ReadOnlySpan<byte> plaintext, Span<byte> destination, out ContentAddress address)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        if (destination.Length < SealedBlob.GetLength(plaintext.Length)) throw new ArgumentException("The destination is too short for the sealed attachment.", nameof(destination));
        RefuseOverlap(plaintext, destination);
        address = ContentAddress.Compute(plaintext);
        using BlobCipher cipher = BlobCipher.ForSealing(this, userId, address, verify: false);
        cipher.Header.CopyTo(destination);
        int position = SealedBlob.HeaderBytes;
        do
        {
            int segment = Math.Min(plaintext.Length, SealedBlobLayout.SegmentBytes);
            position += cipher.Seal(plaintext[..segment], isLast: segment == plaintext.Length, destination[position..]);
            plaintext = plaintext[segment..];
        }
        while (!plaintext.IsEmpty);
        return position;
    }

    /// <summary>Opens a sealed attachment; its tags and its address are checked before anything is returned (OMS-7.1.1-2, OMS-7.1.1-3).</summary>
    /// <param name="userId">The user it was sealed for.</param>
    /// <param name="address">The address of the plaintext.</param>
    /// <param name="sealedBlob">The sealed attachment.</param>
    /// <returns>The attachment.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_INTEGRITY</c>: it does not open, for whatever reason: other bytes, another user, address or master key, a key that was
    /// destroyed (<see cref="GetState"/> tells).
    /// </exception>
    public byte[] OpenBlob(string userId, ContentAddress address, ReadOnlySpan<byte> sealedBlob)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        if (!SealedBlobLayout.TryGetPlaintextLength(sealedBlob.Length, out long length)) throw new OmsException(s_blobDoesNotOpen);
        byte[] plaintext = new byte[length];
        OpenBlob(userId, address, sealedBlob, plaintext);
        return plaintext;
    }

    /// <summary>Opens a sealed attachment into a caller's buffer, which holds zeros where it does not open.</summary>
    /// <param name="userId">The user it was sealed for.</param>
    /// <param name="address">The address of the plaintext.</param>
    /// <param name="sealedBlob">The sealed attachment.</param>
    /// <param name="destination">At least <see cref="SealedBlob.TryGetPlaintextLength"/> bytes; does not overlap the sealed attachment.</param>
    /// <returns>The length of the attachment in bytes.</returns>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the sealed attachment.</exception>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: it does not open, for whatever reason.</exception>
    public int OpenBlob(string userId, ContentAddress address, ReadOnlySpan<byte> sealedBlob, Span<byte> destination)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        if (!SealedBlobLayout.TryGetPlaintextLength(sealedBlob.Length, out long length)) throw new OmsException(s_blobDoesNotOpen);
        if (destination.Length < length) throw new ArgumentException("The destination is too short for the attachment.", nameof(destination));
        Span<byte> plaintext = destination[..(int)length];
        RefuseOverlap(sealedBlob, plaintext);
        using BlobCipher? cipher = BlobCipher.ForOpening(this, userId, address, sealedBlob);
        bool isOpen = false;
        try
        {
            isOpen = cipher is not null && TryOpen(cipher, sealedBlob[SealedBlob.HeaderBytes..], plaintext);
        }
        finally
        {
            if (!isOpen) CryptographicOperations.ZeroMemory(plaintext);
        }
        return isOpen ? plaintext.Length : throw new OmsException(s_blobDoesNotOpen);
    }

    private static bool TryOpen(BlobCipher cipher, ReadOnlySpan<byte> segments, Span<byte> plaintext)
    {
        do
        {
            int segment = Math.Min(segments.Length, SealedBlobLayout.SealedSegmentBytes);
            int length = cipher.Open(segments[..segment], isLast: segment == segments.Length, plaintext);
            if (length < 0) return false;
            segments = segments[segment..];
            plaintext = plaintext[length..];
        }
        while (!segments.IsEmpty);
        return true;
    }

    private static void RefuseOverlap(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Overlaps(destination)) throw new ArgumentException("The destination overlaps the source.", nameof(destination));
    }
}
