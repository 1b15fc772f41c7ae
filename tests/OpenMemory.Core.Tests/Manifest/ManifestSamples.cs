namespace OpenMemory.Tests;

/// <summary>Manifests by the number.</summary>
internal static class ManifestSamples
{
    private static readonly string[] s_statuses = [IndexState.Unverified, IndexState.Verified, IndexState.Contested, IndexState.Retracted, "disputed", "höchst\u00e9"];

    internal static ContentAddress Address(int number) => ContentAddress.Compute(BitConverter.GetBytes(number));

    /// <summary>Any state, often one that says little.</summary>
    internal static IndexState State(Random random)
    {
        IndexState state = IndexState.Default;
        if (random.Next(2) == 0) state = state with { SupersededBy = Address(random.Next(20)) };
        if (random.Next(2) == 0) state = state with { SystemValidTo = random.NextInt64(long.MinValue, long.MaxValue) };
        if (random.Next(2) == 0) state = state with { VerificationStatus = s_statuses[random.Next(s_statuses.Length)] };
        if (random.Next(3) == 0) state = state with { RecStatus = random.Next(2) == 0 ? "pending" : "approved" };
        if (random.Next(2) == 0) state = state with { AccessCount = random.NextInt64(0, 1L << random.Next(1, 63)) };
        if (random.Next(2) == 0) state = state with { LastAccessedAt = random.NextInt64(-10, 1L << random.Next(1, 63)) };
        return state;
    }

    internal static KeyValuePair<ContentAddress, IndexState>[] Entries(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(i => KeyValuePair.Create(Address((seed * 100_000) + i), State(random)))];
    }

    /// <summary>Manifests that only the Compatible mode reads: order, long numbers, null, float32, a prefix, other normalization.</summary>
    internal static byte[][] Loose { get; } =
    [
        [0x82, .. Key("", '2'), 0x81, 0xa2, .. "ac"u8, 0xcd, 0, 7, .. Key("", '1'), 0x81, 0xa2, .. "ac"u8, 0xc0],
        [0x82, .. Key("sha256:", '2'), 0x80, .. Key("grain:sha256:", '1'), 0x81, 0xa1, (byte)'x', 0xca, 0x3f, 0x80, 0, 0],
        [0x81, .. Key("", '3'), 0x82, 0xa7, .. "vstatus"u8, 0xa3, .. "e\u0301"u8, 0xa3, .. "svt"u8, 0xd3, 0, 0, 0, 0, 0, 0, 0, 1],
        [0xa1, 0x79, 0, 64, .. Key("", '4')[2..], 0xa2, 0x63, .. "laa"u8, 0x18, 3, 0x62, .. "ac"u8, 0xfa, 0x3f, 0x80, 0, 0],
    ];

    private static byte[] Key(string prefix, char digit) =>
        [0xd9, (byte)(64 + prefix.Length), .. System.Text.Encoding.ASCII.GetBytes(prefix + new string(digit, 64))];

    /// <summary>Small manifests of both encodings, for mutation and truncation.</summary>
    internal static byte[][] Corpus { get; } =
    [
        .. ManifestVectors.Rows.Select(static row => row.Bytes),
        .. Enumerable.Range(1, 8).SelectMany(static seed =>
        {
            IndexManifest manifest = IndexManifest.Create(Entries(seed, seed), keepDefaults: true);
            return new[] { manifest.ToBytes(), manifest.ToBytes(PayloadEncoding.Cbor) };
        }),
    ];
}
