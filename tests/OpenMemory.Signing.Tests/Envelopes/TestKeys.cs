namespace OpenMemory.Signing.Tests;

/// <summary>Keys, signers and a resolver for the tests of envelopes.</summary>
internal static class TestKeys
{
    internal static SigningKey Ed { get; } = SigningKey.FromEd25519Seed(Seed(1));

    internal static SigningKey OtherEd { get; } = SigningKey.FromEd25519Seed(Seed(2));

    internal static SigningKey P { get; } = SigningKey.FromP256Scalar(Seed(3));

    internal static SignOptions At { get; } = new() { IssuedAt = DateTimeOffset.FromUnixTimeSeconds(1_737_000_000) };

    internal static byte[] Seed(byte number)
    {
        byte[] seed = new byte[32];
        seed[31] = number;
        return seed;
    }

    internal static Fact Fact(string? name = null, string? author = null, PayloadEncoding encoding = PayloadEncoding.MessagePack) => new()
    {
        Subject = "user", Relation = "prefers", Object = "dark mode", Confidence = 0.9, CreatedAt = 1768471200000,
        Namespace = name, AuthorDid = author, IsSigned = true, Encoding = encoding,
    };

    internal static GrainBlob Signed(SigningKey key, string? name = null, string? author = null) => GrainSigning.Sign(Fact(name, author).ToBlob(), key, At);

    /// <summary>Puts any protected and unprotected header around any payload and signs it, as a careless or hostile signer would.</summary>
    internal static byte[] Envelope(SigningKey key, byte[] protectedHeader, byte[] payload, string unprotectedHex = "a0")
    {
        byte[] signed = [0x84, 0x6a, .. "Signature1"u8, .. Bytes(protectedHeader), 0x40, .. Bytes(payload)];
        return [0xd2, 0x84, .. Bytes(protectedHeader), .. Convert.FromHexString(unprotectedHex), .. Bytes(payload), .. Bytes(key.Sign(signed))];
    }

    /// <summary>A protected header: <c>{1: algorithm, 4: key id}</c>, with a content type if one is given.</summary>
    internal static byte[] Header(byte algorithm, string keyId, string? contentType = null) =>
    [
        (byte)(contentType is null ? 0xa2 : 0xa3), 1, algorithm,
        .. contentType is null ? [] : (byte[])[3, .. Text(contentType)],
        4, .. Bytes(System.Text.Encoding.UTF8.GetBytes(keyId)),
    ];

    internal static byte[] Bytes(byte[] content) => [.. Head(0x40, content.Length), .. content];

    private static byte[] Text(string text) => [.. Head(0x60, text.Length), .. System.Text.Encoding.UTF8.GetBytes(text)];

    private static byte[] Head(byte kind, int length) => length switch
    {
        < 24 => [(byte)(kind | length)],
        < 256 => [(byte)(kind | 24), (byte)length],
        _ => [(byte)(kind | 25), (byte)(length >> 8), (byte)length],
    };
}
