namespace OpenMemory.Tests;

/// <summary>Signed grains in their envelopes: those of the vectors, and some made by hand, whose signatures nobody verifies here.</summary>
internal static class Envelopes
{
    private const int SignatureBytes = 64;

    /// <summary>All envelopes of the vectors, with the addresses of the blobs inside.</summary>
    internal static (byte[] Envelope, ContentAddress Address)[] OfVectors { get; } =
        [.. Vectors.Rows("cose").Select(static row => (Vectors.Hex(row, "envelope_hex"), ContentAddress.Parse(row.GetProperty("address").GetString()!)))];

    /// <summary>A signed grain without its envelope, another one for each number.</summary>
    internal static GrainBlob Bare(int number, long createdAt = 1_000_000, PayloadEncoding encoding = default) =>
        new Reasoning { CreatedAt = createdAt, Conclusion = $"number {number}", IsSigned = true, Encoding = encoding }.ToBlob();

    /// <summary>A signed grain with an envelope.</summary>
    internal static GrainBlob Signed(int number, long createdAt = 1_000_000, PayloadEncoding encoding = default) =>
        GrainBlob.ParseDelivered(Around(Bare(number, createdAt, encoding).Span));

    /// <summary>An envelope around any bytes, another one for each signature.</summary>
    internal static byte[] Around(ReadOnlySpan<byte> payload, byte signature = 0)
    {
        byte[] length = payload.Length switch
        {
            < 24 => [(byte)(0x40 | payload.Length)],
            < 256 => [0x58, (byte)payload.Length],
            _ => [0x59, (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        return [0xd2, 0x84, 0x52, 0xa2, 0x01, 0x27, 0x04, 0x4d, .. "did:example:a"u8, 0xa0, .. length, .. payload, 0x58, SignatureBytes, .. Enumerable.Repeat(signature, SignatureBytes)];
    }

    /// <summary>Where the payload of such an envelope begins.</summary>
    internal static int PayloadOffset(byte[] envelope) => EnvelopeView.Parse(envelope).PayloadOffset;
}
