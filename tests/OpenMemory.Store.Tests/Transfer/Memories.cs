using System.Globalization;

namespace OpenMemory.Store.Tests;

/// <summary>Grains, files and stores for the tests of importing and exporting.</summary>
internal static class Memories
{
    internal static Fact NewFact(string value, long at = 1_000, params IEnumerable<GrainBlob> from)
    {
        OmsValue[] parents = [.. from.Select(static grain => (OmsValue)grain.Address.ToString())];
        return new()
        {
            CreatedAt = at, Subject = "customer-2184", Relation = "prefers", Object = value, Confidence = 1, SourceType = "user_explicit",
            DerivedFrom = parents.Length == 0 ? null : parents,
        };
    }

    internal static GrainBlob Grain(string value, long at = 1_000, params IEnumerable<GrainBlob> from) => NewFact(value, at, from).ToBlob();

    internal static GrainBlob[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(static i => Grain(string.Create(CultureInfo.InvariantCulture, $"number {i}"), 1000 + i))];

    internal static IndexManifest Manifest(params (GrainBlob Grain, IndexState State)[] entries) =>
        IndexManifest.Create(entries.Select(static entry => KeyValuePair.Create(entry.Grain.Address, entry.State)));

    internal static IndexState SupersededBy(GrainBlob successor, long at = 5_000) => new() { SupersededBy = successor.Address, SystemValidTo = at };

    /// <summary>Writes a file into memory. A manifest may say more than a writer would let it: entries of other grains stay.</summary>
    internal static byte[] FileOf(IndexManifest? manifest, params IEnumerable<GrainBlob> grains)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Manifest = manifest;
        writer.Complete();
        return stream.ToArray();
    }

    internal static async Task<ImportReport> Import(this IGrainStore store, byte[] file, ImportOptions? options = null)
    {
        using MgFileReader reader = MgFileReader.Open(file);
        return await StoreImport.ImportAsync(store, reader, options);
    }

    internal static async Task<IndexState> StateOf(this IGrainStore store, GrainBlob grain) =>
        (await store.Find(grain)).Entry.State;

    internal static async Task<StoredGrain> Find(this IGrainStore store, GrainBlob grain)
    {
        await foreach (StoredGrain stored in store.ReadAllAsync())
        {
            if (stored.Address == grain.Address) return stored;
        }
        throw new AssertionException("The grain is not here.");
    }

    /// <summary>All grains as they are delivered, with what manifests carry of their state.</summary>
    internal static async Task<List<string>> Contents(this IGrainStore store)
    {
        List<string> lines = [];
        await foreach (StoredGrain grain in store.ReadAllAsync()) lines.Add($"{Convert.ToHexString(grain.Blob.Delivered.Span)} {grain.Entry.State}");
        return lines;
    }

    internal static async Task<long> LastChange(this IGrainStore store) => (await store.GetStatisticsAsync()).LastChange;
}
