using System.Diagnostics.CodeAnalysis;

namespace OpenMemory.Signing;

/// <summary>did:key for Ed25519 and P-256 (§12.1): the key is the identity, and nothing has to be fetched.</summary>
public static class DidKey
{
    /// <summary>What every did:key begins with, up to the multibase letter of base58btc.</summary>
    public const string Prefix = "did:key:z";

    private static int KeyStart => Prefix.Length - 1;

    /// <summary>Reads the key out of a did:key.</summary>
    /// <param name="did">The DID; a fragment that repeats the key, as documents have it, is allowed.</param>
    /// <returns>The key.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_CORRUPT</c>: it is not a did:key, or a broken one. <see cref="OmsErrorCode.NotSupported"/>: its key is of another kind, which
    /// the fault names; X25519, secp256k1, P-384 and others cannot sign grains.
    /// </exception>
    public static VerificationKey Parse(string did) => TryParse(did, out VerificationKey? key, out OmsFault fault) ? key : throw new OmsException(fault);

    /// <summary>Reads the key out of a did:key without throwing.</summary>
    /// <param name="did">The DID; a fragment that repeats the key, as documents have it, is allowed.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="fault">Why there is none, or the default value.</param>
    /// <returns>Whether it is a did:key of a known kind.</returns>
    public static bool TryParse(string did, [NotNullWhen(true)] out VerificationKey? key, out OmsFault fault)
    {
        ArgumentNullException.ThrowIfNull(did);
        key = null;
        ReadOnlySpan<char> text = did;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            bool hasOtherBase = text.StartsWith(Prefix.AsSpan(0, KeyStart), StringComparison.Ordinal) && text.Length > KeyStart;
            fault = hasOtherBase
                ? new(OmsErrorCode.NotSupported, Multicodec.Rule, "The key of a did:key is not written in Base58 (multibase z)", KeyStart)
                : new(OmsErrorCode.Corrupt, Multicodec.Rule, "It is not a did:key", 0);
            return false;
        }
        int fragment = text.IndexOf('#');
        int end = fragment < 0 ? text.Length : fragment;
        if (fragment >= 0 && !text[(fragment + 1)..].SequenceEqual(text[KeyStart..end]))
        {
            fault = new(OmsErrorCode.Corrupt, Multicodec.Rule, "The fragment of a did:key does not repeat its key", fragment);
            return false;
        }
        return Multikey.TryParse(text[KeyStart..end], KeyStart, out key, out fault);
    }

    /// <summary>Writes a key as a did:key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The DID.</returns>
    public static string Format(VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return "did:key:" + Multikey.Format(key);
    }
}
