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
