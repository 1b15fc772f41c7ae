using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpenMemory.Signing;

/// <summary>
/// A public key as text: <c>z</c> for Base58 (multibase), then the multicodec number of its kind and its bytes. What follows
/// <c>did:key:</c>, and the <c>publicKeyMultibase</c> of documents.
/// </summary>
internal static class Multikey
{
    /// <summary>The longest text: an RSA key of 4,096 bits fits, so that it is refused by its name. Reading one costs some ten microseconds.</summary>
    internal const int MaxLength = 768;

    internal static string Format(VerificationKey key)
    {
        ReadOnlySpan<byte> number = key.Type == KeyType.P256 ? [0x80, 0x24] : [0xed, 0x01];
        return "z" + Base58.Encode([.. number, .. key.Array]);
    }

    /// <summary>Reads a key.</summary>
    /// <param name="text">The text with its <c>z</c>.</param>
    /// <param name="start">Where the text begins in what the caller reads, for offsets.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="fault">Why there is none.</param>
    internal static bool TryParse(ReadOnlySpan<char> text, int start, [NotNullWhen(true)] out VerificationKey? key, out OmsFault fault)
    {
        key = null;
        if (!text.StartsWith('z'))
            return Fail(OmsErrorCode.NotSupported, "The key is not written in Base58 (multibase z)", start, out fault);
        if (text.Length > MaxLength)
            return Fail(OmsErrorCode.Corrupt, "The key is longer than any that is known", start + MaxLength, out fault);
        byte[] bytes = Base58.Decode(text[1..], out int wrong);
        if (wrong >= 0) return Fail(OmsErrorCode.Corrupt, "A character is none of Base58", start + 1 + wrong, out fault);
        if (!Multicodec.TryReadVarint(bytes, out ulong code, out int length, out fault))
        {
            fault = fault with { Offset = start + 1 };
            return false;
        }
        ReadOnlySpan<byte> raw = bytes.AsSpan(length);
        switch (code)
        {
            case Multicodec.Ed25519:
                VerificationKey.TryFromEd25519(raw, out key, out fault);
                break;
            case Multicodec.P256 when raw.Length != P256.CompressedBytes:
                return Fail(OmsErrorCode.Corrupt, "A P-256 key of a DID is a compressed point of 33 bytes", start + 1, out fault);
            case Multicodec.P256:
                VerificationKey.TryFromP256(raw, out key, out fault);
                break;
            default:
                string kind = Multicodec.NameOf(code) ?? "multicodec 0x" + code.ToString("x", CultureInfo.InvariantCulture);
                return Fail(OmsErrorCode.NotSupported, $"Grains are signed with Ed25519 or P-256; this key is of another kind: {kind}", start + 1, out fault);
        }
        if (key is null) fault = fault with { Offset = start + 1 };
        return key is not null;
    }

    /// <summary>Whether a text is a key of a known kind that cannot sign grains, such as P-384.</summary>
    internal static bool IsOfOtherKind(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith('z') || text.Length > MaxLength) return false;
        byte[] bytes = Base58.Decode(text[1..], out int wrong);
        return wrong < 0 && Multicodec.TryReadVarint(bytes, out ulong code, out _, out _) && Multicodec.NameOf(code) is not null;
    }

    private static bool Fail(OmsErrorCode code, string message, int offset, out OmsFault fault)
    {
        fault = new(code, Multicodec.Rule, message, offset);
        return false;
    }
}
