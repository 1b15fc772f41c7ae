namespace OpenMemory.Tests;

/// <summary>What set operations allocate grows by their tables only: a few bytes for each grain.</summary>
[TestFixture]
public sealed class SetMemoryTests
{
    private const int Few = 300_000, Many = 600_000; // of each, half are enough to fill the buffers of a writer
    private static readonly MgWriterOptions s_plain = new() { KeepDuplicates = true };

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _folder = new();
        foreach (int count in (int[])[Few, Many])
        {
            using MgFileWriter writer = MgFileWriter.Create(_folder[$"{count}.mg"], s_plain);
            for (int i = 0; i < count; i++) writer.Add(new Reasoning { CreatedAt = i, Conclusion = $"number {i}", UserId = i % 2 == 0 ? "anna" : "bert" }.ToBlob());
            writer.Complete();
        }
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Merging_and_filtering_hold_nothing_for_a_grain() => Assert.That(Growth(static (file, folder) =>
    {
        using MgFileWriter writer = MgFileWriter.Create(folder["out.mg"], s_plain);
        MgMerge merge = new(writer, new GrainFilter { UserId = "anna", From = 0 });
        merge.Add(file);
        Assert.That(merge.Complete().Count, Is.EqualTo(file.Count / 2));
    }), Is.LessThan(0.5));

    [Test]
    public void Splitting_holds_8_bytes_for_a_grain() => Assert.That(Growth(static (file, folder) =>
        Assert.That(MgSplit.Write(file, folder["parts"], new() { Writer = s_plain }).Files, Is.EqualTo(2))), Is.LessThan(8.5));

    [Test]
    public void Comparing_holds_a_table_for_each_file() => Assert.That(Growth(static (file, folder) =>
    {
        using MgFileReader same = MgFileReader.Open(folder[$"{file.Count}.mg"]);
        Assert.That(MgDiff.Compare(file, same).InBoth, Is.EqualTo(file.Count));
    }), Is.LessThan((2 * 22) + 4));

    /// <summary>The bytes that are allocated for each grain more.</summary>
    private double Growth(Action<MgFileReader, TemporaryFolder> work)
    {
        Allocated(Few, work); // compiles, and fills the pools
        return (double)(Allocated(Many, work) - Allocated(Few, work)) / (Many - Few);
    }

    private long Allocated(int count, Action<MgFileReader, TemporaryFolder> work)
    {
        using MgFileReader file = MgFileReader.Open(_folder[$"{count}.mg"]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        work(file, _folder);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
