namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/files.md run.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class FilesExampleTests
{
    private static readonly DateTimeOffset s_monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_file_is_written_and_read()
    {
        using ProgramRun run = new();
        GrainBlob[] grains = [.. Enumerable.Range(0, 12_346).Select(Grain)];
        IndexManifest manifest = IndexManifest.Create(
        [
            new(grains[0].Address, new() { VerificationStatus = IndexState.Verified }),
            new(Grain(-1).Address, new() { VerificationStatus = IndexState.Verified }),
        ]);
        MgWriteResult written = FilesExamples.Write(grains.Reverse(), manifest, null, default);
        Assert.That((written.Count, written.Dropped), Is.EqualTo((12_346L, 0L)));
        List<ContentAddress> seen = FilesExamples.Read(grains[7].Address, s_monday);
        Assert.That(seen.Take(12_346), Is.EqualTo(grains.Select(static grain => grain.Address)), "a pass, sorted by time");
        Assert.That(seen.Skip(12_346), Is.EqualTo((ContentAddress[])[grains[12_345].Address, grains[7].Address, grains[12_345].Address]), "by header, by address, by place");
        using MgFileReader file = MgFileReader.Open("memory.mg", new() { Codecs = Compression.SystemCodecs.All });
        Assert.That(file.Manifest?.Count, Is.EqualTo(1));
    }

    /// <summary>One a second; the last one is of Monday and of the namespace that the example asks for.</summary>
    private static GrainBlob Grain(int i) => new Fact
    {
        Subject = $"customer-{i}", Relation = "prefers", Object = "email over phone", Confidence = 0.9,
        CreatedAt = s_monday.AddSeconds(i - 12_345), Namespace = i % 2 == 1 ? "support:billing" : "support",
    }.ToBlob();
}
