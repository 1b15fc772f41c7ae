namespace OpenMemory.Erasure;

/// <summary>
/// What can be told of a sealed attachment without a key. An attachment is what a <c>cas:</c> URI names; its address stays that
/// of the plaintext (OMS-7.1.1-1), so the address is not in the sealed bytes: keep it where they are kept.
/// </summary>
public static class SealedBlob
{
    /// <summary>Size of what stands before the first segment in bytes: 52.</summary>
    public const int HeaderBytes = 52;

    /// <summary>The length of a sealed attachment: 52 bytes and, for each 64 KiB or part of them, 16 bytes more than the plaintext.</summary>
    /// <param name="plaintextLength">The length of the attachment in bytes, up to 256 TiB.</param>
    /// <returns>The length in bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or beyond 256 TiB.</exception>
    public static long GetLength(long plaintextLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plaintextLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintextLength, SealedBlobLayout.MaxPlaintext);
        return HeaderBytes + plaintextLength + SealedBlobLayout.SegmentsOf(plaintextLength) * SealedView.TagBytes;
    }

    /// <summary>The length of the attachment inside.</summary>
    /// <param name="sealedLength">The length of the sealed attachment in bytes.</param>
    /// <param name="plaintextLength">The length of the attachment in bytes, or 0.</param>
    /// <returns>Whether a sealed attachment can have this length.</returns>
    public static bool TryGetPlaintextLength(long sealedLength, out long plaintextLength)
    {
        if (SealedBlobLayout.TryGetPlaintextLength(sealedLength, out plaintextLength)) return true;
        plaintextLength = 0;
        return false;
    }

    /// <summary>Whose it is: what <see cref="UserKeyRing.GetNames"/> says of the user, so that a user's attachments can be found.</summary>
    /// <param name="sealedBlob">The sealed attachment, or its first 52 bytes.</param>
    /// <param name="name">The user's token and the version of the master key, or the default value.</param>
    /// <returns>Whether these bytes begin a sealed attachment. Nothing is proven by it.</returns>
    public static bool TryReadName(ReadOnlySpan<byte> sealedBlob, out UserSaltName name) => SealedBlobLayout.TryReadHeader(sealedBlob, out name, out _);
}
