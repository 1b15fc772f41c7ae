using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace OpenMemory.Erasure;

public sealed partial class UserKeyRing
{
    /// <summary>
    /// The one answer to whatever does not open: it says neither which part was wrong, nor whether the user, the master key or the bytes
    /// were.
    /// </summary>
    private static readonly OmsFault s_doesNotOpen = new(OmsErrorCode.Integrity, "R-9", "The sealed grain does not open");

    /// <summary>Opens a sealed grain and validates what was inside.</summary>
    /// <param name="userId">The user it was sealed for.</param>
    /// <param name="sealedGrain">The sealed grain.</param>
    /// <param name="options">How to read what was inside; strict by default.</param>
    /// <returns>The grain, under its own address, with its envelope where it was signed; no signature is verified.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_INTEGRITY</c>: it does not open, for whatever reason: other bytes, another user, another master key, a key that was
    /// destroyed (<see cref="GetState"/> tells), a form that is not that of R-9. Any other code: what was sealed is no sound grain, or
    /// needs zstd.
    /// </exception>
    public GrainBlob Open(string userId, ReadOnlySpan<byte> sealedGrain, GrainReadOptions options = default)
    {
        if (!TryOpen(userId, sealedGrain, out GrainBlob? grain, out OmsFault fault, options)) throw new OmsException(fault);
        return grain;
    }

    /// <summary>Opens a sealed grain without throwing for bytes.</summary>
    /// <param name="userId">The user it was sealed for.</param>
    /// <param name="sealedGrain">The sealed grain.</param>
    /// <param name="grain">The grain, under its own address, or null.</param>
    /// <param name="fault">Why there is none, or the default value; see <see cref="Open"/>.</param>
    /// <param name="options">How to read what was inside; strict by default.</param>
    /// <returns>Whether there is a grain.</returns>
    public bool TryOpen(string userId, ReadOnlySpan<byte> sealedGrain, [NotNullWhen(true)] out GrainBlob? grain, out OmsFault fault, GrainReadOptions options = default)
    {
        grain = null;
        ArgumentException.ThrowIfNullOrEmpty(userId);
        fault = s_doesNotOpen;
        if (!SealedView.TryParse(sealedGrain, out SealedView view)) return false;
        byte[] bytes = new byte[view.Ciphertext.Length - SealedView.TagBytes];
        if (!TryDecrypt(userId, view, sealedGrain[..GrainHeader.Size], bytes)) return false;
        try
        {
            if ((view.Header.Flags & GrainFlags.Compressed) != 0) bytes = Expand(bytes, options.Limits.OrDefault.MaxBlobBytes);
        }
        catch (OmsException exception)
        {
            fault = exception.Fault;
            return false;
        }
        if (!MgElement.TryParse(bytes, options, null, out GrainView inside, out fault, _codecs)) return false;
        grain = GrainBlob.AdoptDelivered(bytes, inside.IsCanonical && !CompressedPayload.IsIn(GrainBlob.BytesIn(bytes)));
        return true;
    }

    /// <summary>
    /// Opens into a caller's buffer, without looking at what was inside; nothing is allocated when the user's key is ready and nothing
    /// was compressed.
    /// </summary>
    /// <param name="userId">The user it was sealed for.</param>
    /// <param name="sealedGrain">The sealed grain.</param>
    /// <param name="destination">Receives the blob or envelope; the length of the sealed grain is enough where nothing was compressed. Does not overlap it.</param>
    /// <returns>The length of the blob or envelope in bytes.</returns>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the sealed grain.</exception>
    /// <exception cref="OmsException">
    /// <c>ERR_INTEGRITY</c>: it does not open. Any other code: what was compressed is damaged, larger than 16 MiB and than the destination, or
    /// zstd is not at hand.
    /// </exception>
    public int OpenInto(string userId, ReadOnlySpan<byte> sealedGrain, Span<byte> destination)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        RefuseOverlap(sealedGrain, destination);
        if (!SealedView.TryParse(sealedGrain, out SealedView view)) throw new OmsException(s_doesNotOpen);
        int length = view.Ciphertext.Length - SealedView.TagBytes;
        if ((view.Header.Flags & GrainFlags.Compressed) != 0) return OpenCompressed(userId, view, sealedGrain[..GrainHeader.Size], destination);
        if (destination.Length < length) throw TooShort();
        if (!TryDecrypt(userId, view, sealedGrain[..GrainHeader.Size], destination[..length])) throw new OmsException(s_doesNotOpen);
        return length;
    }

    /// <summary>Moves a sealed grain to the newest master key. Header and compression stay as they are.</summary>
    /// <param name="userId">The user it was sealed for.</param>
    /// <param name="sealedGrain">The sealed grain.</param>
    /// <returns>The grain sealed again; the same bytes where it is under the newest master key already.</returns>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: it does not open.</exception>
    public GrainBlob Reseal(string userId, ReadOnlySpan<byte> sealedGrain)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        if (!SealedView.TryParse(sealedGrain, out SealedView view)) throw new OmsException(s_doesNotOpen);
        int length = view.Ciphertext.Length - SealedView.TagBytes;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (!TryDecrypt(userId, view, sealedGrain[..GrainHeader.Size], buffer.AsSpan(0, length))) throw new OmsException(s_doesNotOpen);
            return view.MasterKeyVersion == _masters.Newest
                ? GrainBlob.Adopt(sealedGrain.ToArray())
                : SealToBlob(userId, view.Header, buffer.AsSpan(0, length), CodecLimits.Trusted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private int OpenCompressed(string userId, in SealedView view, ReadOnlySpan<byte> header, Span<byte> destination)
    {
        byte[] frame = new byte[view.Ciphertext.Length - SealedView.TagBytes];
        if (!TryDecrypt(userId, view, header, frame)) throw new OmsException(s_doesNotOpen);
        byte[] blob = Expand(frame, Math.Max(CodecLimits.Untrusted.MaxBlobBytes, destination.Length)); // a buffer bounds itself
        bool fits = blob.AsSpan().TryCopyTo(destination);
        CryptographicOperations.ZeroMemory(blob);
        return fits ? blob.Length : throw TooShort();
    }

    /// <summary>Expands a frame and wipes it, because nobody else has it.</summary>
    private byte[] Expand(byte[] frame, int maxBytes)
    {
        try
        {
            return SealedContent.Expand(frame, _options.Codec, Math.Min(maxBytes, Array.MaxLength));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(frame);
        }
    }

    private static ArgumentException TooShort() => new("The destination is too short for what was sealed.", "destination");

    [SkipLocalsInit]
    private bool TryDecrypt(string userId, in SealedView view, ReadOnlySpan<byte> header, Span<byte> plaintext)
    {
        Span<byte> associated = stackalloc byte[SealedLayout.AssociatedBytes];
        SealedLayout.WriteAssociatedData(associated, header, view.Token, view.MasterKeyVersion);
        ReadyKey.Outcome outcome;
        do
        {
            if (_keys.Find(userId, view.MasterKeyVersion, create: false, out ReadyKey? key) != UserSaltState.Active) return false;
            BlindToken token = key!.Name.Token;
            if (!token.Equals(view.Token)) return false;
            outcome = key.Decrypt(view.Nonce, view.Ciphertext[..^SealedView.TagBytes], view.Ciphertext[^SealedView.TagBytes..], plaintext, associated);
        }
        while (outcome == ReadyKey.Outcome.Wiped);
        return outcome == ReadyKey.Outcome.Done;
    }
}
