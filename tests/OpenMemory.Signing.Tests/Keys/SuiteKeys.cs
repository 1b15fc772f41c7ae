using System.Buffers.Text;
using System.Text.Json;

namespace OpenMemory.Signing.Tests;

/// <summary>Reads the keys of verification methods in the suites of neighbouring standards, without the library's reader.</summary>
internal static class SuiteKeys
{
    /// <summary>The 32 bytes of an Edwards key, or a compressed point.</summary>
    internal static byte[] BytesOf(JsonElement method)
    {
        if (method.TryGetProperty("publicKeyBase58", out JsonElement text))
        {
            const string alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
            System.Numerics.BigInteger value = text.GetString()!.Aggregate(System.Numerics.BigInteger.Zero, static (sum, letter) => sum * 58 + alphabet.IndexOf(letter, StringComparison.Ordinal));
            byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
            return [.. new byte[Math.Max(0, 32 - bytes.Length)], .. bytes];
        }
        JsonElement jwk = method.GetProperty("publicKeyJwk");
        byte[] x = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString());
        return jwk.GetProperty("kty").GetString() == "OKP" ? x : [(byte)(2 + (Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString())[^1] & 1)), .. x];
    }
}
