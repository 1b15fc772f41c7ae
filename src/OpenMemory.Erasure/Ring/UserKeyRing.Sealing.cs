using System.Runtime.CompilerServices;

namespace OpenMemory.Erasure;

public sealed partial class UserKeyRing
{
    /// <summary>How long a sealed grain is at most.</summary>
    /// <param name="blobLength">The length of the blob, or of the envelope of a signed one, in bytes.</param>
    /// <returns>The length in bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OverflowException">No array is that long.</exception>
    public static int GetMaxSealedLength(int blobLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(blobLength);
        return checked(blobLength + SealedLayout.MaxOverhead);
    }

    /// <summary>
    /// Seals a grain for a user under the newest master key, a signed one with its envelope. Its address is hidden with it: keep it
    /// where it is needed.
    /// </summary>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="grain">The grain.</param>
    /// <param name="options">How.</param>
    /// <returns>The sealed grain, which is a grain of its own with its own address.</returns>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    /// <exception cref="OmsException">
    /// The grain is sealed already, would be too large, is signed and its envelope is not here (OMS-9.2-1), or zstd is not at hand.
    /// </exception>
    public GrainBlob Seal(string userId, GrainBlob grain, SealOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Seal(userId, grain.Delivered.Span, options);
    }

    /// <summary>Seals a blob, or the envelope of a signed one, whose content is taken as it is.</summary>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="blob">The blob or envelope.</param>
    /// <param name="options">How.</param>
    /// <returns>The sealed grain.</returns>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    /// <exception cref="OmsException">
    /// The bytes are no grain or sealed already, would be too large, are a signed blob without its envelope (OMS-9.2-1), or zstd is not at hand.
    /// </exception>
    public GrainBlob Seal(string userId, ReadOnlySpan<byte> blob, SealOptions options = default)
    {
        using SealedContent content = new(blob, options, _options.Codec);
        return SealToBlob(userId, content.Header, content.Plaintext, options.Limits);
    }

    /// <summary>Seals into a caller's buffer; nothing is allocated when the user's key is ready and nothing compressed.</summary>
    /// <param name="userId">The user; one without a key gets one.</param>
    /// <param name="blob">The blob or envelope.</param>
    /// <param name="destination">At least <see cref="GetMaxSealedLength"/> of the blob's length; does not overlap the blob.</param>
    /// <param name="options">How.</param>
    /// <returns>The length of the sealed grain in bytes.</returns>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the blob.</exception>
    /// <exception cref="UserKeyDestroyedException">The user's key was destroyed.</exception>
    /// <exception cref="OmsException">
    /// The bytes are no grain or sealed already, would be too large, are a signed blob without its envelope (OMS-9.2-1), or zstd is not at hand.
    /// </exception>
    public int SealInto(string userId, ReadOnlySpan<byte> blob, Span<byte> destination, SealOptions options = default)
    {
        RefuseOverlap(blob, destination);
        using SealedContent content = new(blob, options, _options.Codec);
        uint version = _masters.Newest;
        int length = SealedLength(content.Plaintext.Length, version, options.Limits);
        if (destination.Length < length) throw new ArgumentException("The destination is too short for the sealed grain.", nameof(destination));
        Encrypt(userId, version, content.Header, content.Plaintext, destination[..length]);
        return length;
    }

    private GrainBlob SealToBlob(string userId, in GrainHeader header, ReadOnlySpan<byte> plaintext, CodecLimits limits)
    {
        uint version = _masters.Newest;
        byte[] bytes = new byte[SealedLength(plaintext.Length, version, limits)];
        Encrypt(userId, version, header, plaintext, bytes);
        return GrainBlob.Adopt(bytes);
    }

    private static int SealedLength(int plaintext, uint version, CodecLimits limits)
    {
        long length = SealedLayout.LengthOf(plaintext, version);
        SealedContent.RequireFits(length, limits);
        return (int)length;
    }

    [SkipLocalsInit]
    private void Encrypt(string userId, uint version, in GrainHeader header, ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        Span<byte> associated = stackalloc byte[SealedLayout.AssociatedBytes];
        ReadyKey.Outcome outcome;
        do
        {
            RequireActive(_keys.Find(userId, version, create: true, out ReadyKey? key));
            Span<byte> ciphertext = SealedLayout.Write(destination, header, plaintext.Length, key!.Name, Nonces, out ReadOnlySpan<byte> nonce);
            BlindToken token = key.Name.Token;
            SealedLayout.WriteAssociatedData(associated, destination[..GrainHeader.Size], token, version);
            outcome = key.Encrypt(nonce, plaintext, ciphertext[..plaintext.Length], ciphertext[plaintext.Length..], associated);
        }
        while (outcome == ReadyKey.Outcome.Wiped);
    }
}
