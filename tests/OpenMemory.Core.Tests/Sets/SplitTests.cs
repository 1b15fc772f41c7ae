namespace OpenMemory.Tests;

/// <summary>A file becomes one for each user, namespace or period, and the parts are together what it was.</summary>
[TestFixture]
public sealed class SplitTests
{
    private static readonly GrainBlob[] s_blobs = SetSamples.Blobs(0, 300);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase(MgSplitBy.User, 6)]
    [TestCase(MgSplitBy.Namespace, 3)]
    [TestCase(MgSplitBy.Day, 4)]
    [TestCase(MgSplitBy.Month, 4)]
    [TestCase(MgSplitBy.Year, 4)]
    public void The_parts_merged_are_the_file(MgSplitBy by, int parts)
    {
        MgWriterOptions sorted = new() { Sorted = true };
        byte[] file = SetSamples.Write(sorted, SetSamples.Manifest(2, s_blobs), s_blobs);
        List<MgSplitPart> written = Split(file, new() { By = by, Writer = sorted }, out MgSplitResult result);
        Assert.That((result.Files, result.Count, result.Dropped), Is.EqualTo((parts, (long)s_blobs.Length, 0L)));
        Assert.That(written.Sum(static part => part.Count), Is.EqualTo(s_blobs.Length));
        Assert.That(_folder.Names, Is.EquivalentTo(written.Select(static part => Path.GetFileName(part.Path))));
        byte[][] files = [.. written.Select(static part => File.ReadAllBytes(part.Path))];
        foreach (byte[] part in files)
        {
            using MgFileReader reader = MgFileReader.Open(part);
            Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
        }
        Assert.That(SetSamples.Merge(sorted, files), Is.EqualTo(file));
    }

    [Test]
    public void A_part_holds_what_a_filter_for_its_key_takes()
    {
        byte[] file = SetSamples.Write(default, SetSamples.Manifest(2, s_blobs), s_blobs);
        foreach (MgSplitPart part in Split(file, default, out _))
            Assert.That(File.ReadAllBytes(part.Path), Is.EqualTo(SetSamples.Merge(default, new() { UserId = part.Key ?? "" }, out _, file)), part.Key);
        foreach (MgSplitPart part in Split(file, new() { By = MgSplitBy.Year }, out _).Where(static part => part.Key is not null))
        {
            int number = int.Parse(part.Key!, System.Globalization.CultureInfo.InvariantCulture);
            GrainFilter year = new() { From = new DateTimeOffset(number, 1, 1, 0, 0, 0, default), To = new DateTimeOffset(number + 1, 1, 1, 0, 0, 0, default) };
            Assert.That(SetSamples.Addresses(File.ReadAllBytes(part.Path)), Is.EqualTo(SetSamples.Addresses(SetSamples.Merge(default, year, out _, file))), part.Key);
        }
    }

    [TestCase(MgSplitBy.Day, "2026-01-15", "1969-12-31")]
    [TestCase(MgSplitBy.Month, "2026-01", "1969-12")]
    [TestCase(MgSplitBy.Year, "2026", "1969")]
    public void Periods_are_those_of_UTC(MgSplitBy by, params string[] keys)
    {
        byte[] file = Samples.Write(default, Samples.Grain(1, 1_768_521_599_999), Samples.Grain(2, -1), Samples.Grain(3, long.MaxValue), Samples.Grain(4, 253_402_300_800_000));
        Assert.That(Split(file, new() { By = by }, out _).Select(static part => (part.Key, part.Count)), Is.EqualTo(new[] { (keys[0], 1L), (keys[1], 1L), (null, 2L) }));
    }

    [Test]
    public void Sealed_grains_go_to_those_without()
    {
        byte[] file = Samples.Raw(MgFileFlags.None, SetSamples.Sealed(7), Samples.Grain(1).Span.ToArray(), new Reasoning { CreatedAt = 1, UserId = "anna" }.ToBlob().Span.ToArray());
        Assert.That(Split(file, default, out _).Select(static part => (part.Key, Path.GetFileName(part.Path), part.Count)), Is.EqualTo(new[] { ("anna", "anna.mg", 1L), (null, "_without.mg", 2L) }));
    }

    [Test]
    public void Too_many_keys_are_refused_before_anything_is_written()
    {
        byte[] file = Samples.Write(default, Enumerable.Range(0, 12).Select(static i => new Reasoning { CreatedAt = i, UserId = $"user-{i % 11}" }.ToBlob()));
        OmsException refused = Assert.Throws<OmsException>(() => Split(file, new() { MaxFiles = 10 }, out _))!;
        Assert.That((refused.Code, refused.Message), Is.EqualTo((OmsErrorCode.NotSupported, refused.Fault.ToString())));
        Assert.That(refused.Message, Does.Contain("more than 10 keys"));
        Assert.That(_folder.Names, Is.Empty);
        Assert.That(Split(file, new() { MaxFiles = 11 }, out _), Has.Count.EqualTo(11));
    }

    [Test]
    public void A_key_that_looks_like_a_volume_of_another_does_not_stop_the_split()
    {
        byte[] file = Samples.Write(default, new[] { "anna.001", "anna", "anna.1000" }.Select(static user => new Reasoning { CreatedAt = 1, UserId = user }.ToBlob()));
        Assert.That(Split(file, default, out _).Select(static part => part.Key), Is.EqualTo(new[] { "anna.001", "anna", "anna.1000" }));
        Split(file, default, out _); // and again, into the same folder
        using MgVolumeSet set = MgVolumeSet.Open(_folder["anna.mg"]);
        Assert.That(set.Volumes, Has.Count.EqualTo(1));
        Assert.That(_folder.Names, Has.Length.EqualTo(3));
    }

    [Test]
    public void What_killed_writers_left_is_removed_and_volumes_are_not_hidden()
    {
        byte[] file = Samples.Write(default, new[] { "anna", "bob" }.Select(static user => new Reasoning { CreatedAt = 1, UserId = user }.ToBlob()));
        string guid = $"{Guid.NewGuid():N}";
        foreach (string name in (string[])[$"anna.mg.{guid}.tmp", $"gone.mg.{guid}.tmp", $"page.html.{guid}.tmp", "bob.002.mg"]) File.WriteAllText(_folder[name], "x");
        Assert.That(Assert.Throws<IOException>(() => Split(file, default, out _))!.Message, Does.Contain("bob.002.mg"));
        Assert.That(_folder.Names, Is.EquivalentTo(new[] { "anna.mg", "bob.002.mg", $"page.html.{guid}.tmp" }));
        Assert.That(File.ReadAllText(_folder["bob.002.mg"]), Is.EqualTo("x"));
    }

    [Test]
    public void The_work_for_a_file_does_not_grow_with_the_number_of_files()
    {
        Work(10);
        Assert.That(Work(600) - Work(100), Is.LessThan(8000)); // bytes for each file

        double Work(int users)
        {
            using TemporaryFolder folder = new();
            using MgFileReader reader = MgFileReader.Open(Samples.Write(default, Enumerable.Range(0, users).Select(static i => new Reasoning { CreatedAt = i, UserId = $"u{i}" }.ToBlob())));
            long before = GC.GetAllocatedBytesForCurrentThread();
            MgSplit.Write(reader, folder.Root, default);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)users; // names of files that are listed are allocated
        }
    }

    [Test]
    public void A_damaged_grain_is_found_before_anything_is_written()
    {
        byte[] file = Samples.Raw(MgFileFlags.None, Samples.Grain(1).Span.ToArray(), [.. Samples.Grain(2).Span[..^1], 0xc1]);
        Assert.That(Assert.Throws<OmsException>(() => Split(file, default, out _))!.Fault.Message, Does.StartWith("Grain 1, counted from 0: "));
        Assert.That(_folder.Names, Is.Empty);
    }

    [Test]
    public void What_was_reported_before_an_interruption_is_complete()
    {
        byte[] file = Samples.Write(default, Enumerable.Range(0, 50).Select(static i => new Reasoning { CreatedAt = i, UserId = $"u{i % 5}" }.ToBlob()));
        using CancellationTokenSource stop = new();
        List<MgSplitPart> written = [];
        using MgFileReader reader = MgFileReader.Open(file);
        Assert.Throws<OperationCanceledException>(() => MgSplit.Write(reader, _folder.Root, default, part =>
        {
            written.Add(part);
            if (written.Count == 2) stop.Cancel();
        }, null, stop.Token));
        Assert.That(_folder.Names, Is.EqualTo(new[] { "u0.mg", "u1.mg" }));
        foreach (MgSplitPart part in written)
        {
            using MgFileReader complete = MgFileReader.Open(part.Path);
            Assert.That((complete.Count, complete.Verify(MgCheck.Canonical).IsSound), Is.EqualTo((10, true)));
        }
    }

    [Test]
    public void Duplicates_are_kept_on_request_and_volumes_are_refused()
    {
        GrainBlob blob = new Reasoning { CreatedAt = 1, UserId = "anna" }.ToBlob();
        byte[] file = SetSamples.Write(new() { KeepDuplicates = true }, null, blob, blob);
        Split(file, default, out MgSplitResult result);
        Assert.That(result, Is.EqualTo(new MgSplitResult(1, 1, 1)));
        Split(file, new() { Writer = new() { KeepDuplicates = true } }, out result);
        Assert.That(result, Is.EqualTo(new MgSplitResult(1, 2, 0)));
        Assert.Throws<ArgumentException>(() => Split(file, new() { Writer = new() { Volumes = true } }, out _));
    }

    [Test]
    public void Progress_comes_to_its_end()
    {
        byte[] file = SetSamples.Write(default, null, s_blobs);
        using MgFileReader reader = MgFileReader.Open(file);
        Reports reports = new();
        MgSplit.Write(reader, _folder.Root, default, null, reports);
        Assert.That(reports.Last, Is.EqualTo(new MgProgress(2 * reader.RegionLength, 2 * reader.RegionLength)));
    }

    private List<MgSplitPart> Split(byte[] file, MgSplitOptions options, out MgSplitResult result)
    {
        List<MgSplitPart> parts = [];
        using MgFileReader reader = MgFileReader.Open(file);
        result = MgSplit.Write(reader, _folder.Root, options, parts.Add);
        return parts;
    }

    private sealed class Reports : IProgress<MgProgress>
    {
        internal MgProgress Last { get; private set; }

        public void Report(MgProgress value) => Last = value;
    }
}
