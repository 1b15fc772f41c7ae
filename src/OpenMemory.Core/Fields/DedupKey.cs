using System.Buffers;
using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>The <c>dedup_key</c> of a Recommendation: what it proposes to what, whatever the proposal's body (§8.12).</summary>
public static class DedupKey
{
    /// <summary>Computes the key (OMS-8.12-7).</summary>
    /// <param name="analyzerId"><c>publisher.name/major</c>; the major version does not count.</param>
    /// <param name="targetRef">What the recommendation is about.</param>
    /// <param name="actionKind"><c>cal</c>, <c>edit</c> or <c>data</c>, after the proposal field.</param>
    /// <returns>64 lowercase hexadecimal characters.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: a text holds a lone surrogate.</exception>
    public static string Compute(string analyzerId, string targetRef, string actionKind)
    {
        ArgumentNullException.ThrowIfNull(analyzerId);
        ArgumentNullException.ThrowIfNull(targetRef);
        ArgumentNullException.ThrowIfNull(actionKind);
        ArrayBufferWriter<byte> folded = new(), material = new();
        CaseFolding.Fold(StrictUtf8.GetBytes(Family(analyzerId)), folded);
        Nfc.Normalize(folded.WrittenSpan, material);
        material.Write((ReadOnlySpan<byte>)[0]);
        Nfc.Normalize(StrictUtf8.GetBytes(targetRef), material);
        material.Write((ReadOnlySpan<byte>)[0]);
        material.Write(StrictUtf8.GetBytes(actionKind));
        return Convert.ToHexStringLower(SHA256.HashData(material.WrittenSpan));
    }

    /// <summary>The id without its trailing version, which is a segment of digits only .</summary>
    private static string Family(string id)
    {
        int slash = id.LastIndexOf('/');
        return slash >= 0 && slash < id.Length - 1 && id.AsSpan(slash + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? id[..slash] : id;
    }
}
