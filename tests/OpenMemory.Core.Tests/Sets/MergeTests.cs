namespace OpenMemory.Tests;

/// <summary>Files become one: each grain once, bytes as they are, manifests merged .</summary>
[TestFixture]
public sealed class MergeTests
{
    private static readonly MgWriterOptions s_sorted = new() { Sorted = true };

    [TestCase(false)]
    [TestCase(true)]
    public void A_file_merged_with_itself_is_itself(bool sorted)
    {
        GrainBlob[] blobs = SetSamples.Blobs(0, 200);
        MgWriterOptions options = new() { Sorted = sorted };
        byte[] file = SetSamples.Write(options, SetSamples.Manifest(1, blobs), blobs);
        Assert.That(SetSamples.Merge(options, null, out MgMerge merge, file, file), Is.EqualTo(file));
        Assert.That((merge.Taken, merge.LeftOut, merge.Forks.Count), Is.EqualTo((400L, 0L, 0)));
        Assert.That(SetSamples.Merge(options, file), Is.EqualTo(file), "nor does one file change");
    }

    [Test]
    public void One_file_is_deduplicated_by_merging_it_alone()
    {
        GrainBlob[] blobs = SetSamples.Blobs(0, 50);
        byte[] file = SetSamples.Write(new() { KeepDuplicates = true }, null, [.. blobs, .. blobs.Reverse()]);
        Assert.That(SetSamples.Merge(default, file), Is.EqualTo(SetSamples.Write(default, null, blobs)));
    }

    [Test]
    public void Where_the_file_is_sorted_the_order_of_the_inputs_does_not_matter()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            byte[][] files = [.. Enumerable.Range(0, 3).Select(i =>
            {
                GrainBlob[] blobs = SetSamples.Blobs(seed + (40 * i), 100); // overlapping
                IndexManifest manifest = IndexManifest.Create(SetSamples.Manifest(seed + i, blobs)
                    .Select(static entry => KeyValuePair.Create(entry.Key, entry.Value with { SupersededBy = null, RecStatus = null }))); // which depend on the order
                return SetSamples.Write(default, i == seed % 3 ? null : manifest, blobs);
            })];
            byte[] merged = SetSamples.Merge(s_sorted, files[0], files[1], files[2]);
            Assert.That(SetSamples.Merge(s_sorted, files[2], files[0], files[1]), Is.EqualTo(merged));
            Assert.That(SetSamples.Merge(s_sorted, SetSamples.Merge(default, files[1], files[2]), files[0]), Is.EqualTo(merged), "nor does the grouping");
            using MgFileReader reader = MgFileReader.Open(merged);
            Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
            Assert.That(SetSamples.Addresses(merged), Is.EquivalentTo(files.SelectMany(SetSamples.Addresses).Distinct()));
        }
    }

    [Test]
    public void States_are_merged_and_a_fork_keeps_the_earlier_one() // OMS-11.7-8
    {
        GrainBlob a = Samples.Grain(1), b = Samples.Grain(2);
        ContentAddress x = ManifestSamples.Address(1), y = ManifestSamples.Address(2);
        byte[] first = SetSamples.Write(default, Of((a, new() { SupersededBy = x, AccessCount = 3, RecStatus = "applied" })), a, b);
        byte[] second = SetSamples.Write(default, Of((a, new() { SupersededBy = y, SystemValidTo = 9, RecStatus = "rejected" }), (b, new() { VerificationStatus = IndexState.Contested })), a, b);
        byte[] merged = SetSamples.Merge(default, null, out MgMerge merge, first, second, second);
        using MgFileReader reader = MgFileReader.Open(merged);
        Assert.That(reader.Manifest![a.Address], Is.EqualTo(new IndexState { SupersededBy = x, SystemValidTo = 9, AccessCount = 3, RecStatus = "applied" }));
        Assert.That(reader.Manifest[b.Address].VerificationStatus, Is.EqualTo(IndexState.Contested));
        Assert.That(merge.Forks, Is.EqualTo(new[] { new MgFork(a.Address, x, y) }), "once, however often it is found");
        SetSamples.Merge(default, null, out merge, second, first);
        Assert.That(merge.Forks, Is.EqualTo(new[] { new MgFork(a.Address, y, x) }));
    }

    [Test]
    public void An_entry_counts_only_where_its_file_holds_the_grain()
    {
        GrainBlob a = Samples.Grain(1), b = Samples.Grain(2);
        byte[] stranger = ManifestFiles.WithForeignEntry(a, b.Address, new() { VerificationStatus = IndexState.Retracted });
        byte[] merged = SetSamples.Merge(default, stranger, SetSamples.Write(default, null, b));
        using MgFileReader reader = MgFileReader.Open(merged);
        Assert.That((reader.Count, reader.Manifest!.Count), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Merging_goes_on_from_what_a_writer_holds()
    {
        using TemporaryFolder folder = new();
        GrainBlob[] blobs = SetSamples.Blobs(0, 60);
        IndexManifest all = SetSamples.Manifest(4, blobs);
        byte[] first = SetSamples.Write(default, all, blobs[..30]), second = SetSamples.Write(default, all, blobs[20..]);
        File.WriteAllBytes(folder["a.mg"], first);
        using MgFileWriter writer = MgFileWriter.Append(folder["a.mg"]);
        MgMerge merge = new(writer);
        using (MgFileReader reader = MgFileReader.Open(second)) merge.Add(reader);
        merge.Complete();
        Assert.That(File.ReadAllBytes(folder["a.mg"]), Is.EqualTo(SetSamples.Write(default, all, blobs)));
    }

    [Test]
    public void A_damaged_grain_stops_the_merge_and_is_named()
    {
        using TemporaryFolder folder = new();
        byte[] bad = [.. Samples.Grain(2).Span[..^1], 0xc1];
        byte[] file = Samples.Raw(MgFileFlags.None, Samples.Grain(1).Span.ToArray(), bad);
        using MgFileReader reader = MgFileReader.Open(file);
        using (MgFileWriter writer = MgFileWriter.Create(folder["out.mg"]))
        {
            OmsFault fault = Assert.Throws<OmsException>(() => new MgMerge(writer, new GrainFilter { UserId = "nobody" }).Add(reader))!.Fault;
            Assert.That(fault.Message, Does.StartWith("Grain 1, counted from 0: "));
            Assert.That(fault.Offset, Is.GreaterThanOrEqualTo(reader.OffsetOf(1)).And.LessThan(reader.OffsetOf(2)));
        }
        Assert.That(folder.Names, Is.Empty);
    }

    [Test]
    public void Foreign_bytes_are_merged_as_they_are_in_the_Compatible_mode() // R-26, OMS-L-2
    {
        byte[] foreign = Convert.FromHexString("010008" + "0000" + "00000000" + "82" + "a26361cc05" + "a174a9726561736f6e696e67"); // 5 in two bytes
        byte[] file = Samples.Raw(MgFileFlags.None, foreign, foreign);
        using MgFileReader reader = MgFileReader.Open(file);
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        Assert.Throws<OmsException>(() => new MgMerge(writer).Add(reader));
        MgMerge merge = new(writer, options: new() { Mode = ReadingMode.Compatible });
        merge.Add(reader);
        Assert.That(merge.Complete().Dropped, Is.EqualTo(1));
        using MgFileReader merged = MgFileReader.Open(stream.ToArray());
        Assert.That(merged[0].SequenceEqual(foreign), Is.True);
    }

    [Test]
    public void Merging_can_be_stopped()
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Write(default, Samples.Many(10)));
        using MgFileWriter writer = MgFileWriter.Create(Stream.Null);
        Assert.Throws<OperationCanceledException>(() => new MgMerge(writer).Add(reader, null, new CancellationToken(canceled: true)));
    }

    private static IndexManifest Of(params (GrainBlob Grain, IndexState State)[] entries) =>
        IndexManifest.Create(entries.Select(static entry => KeyValuePair.Create(entry.Grain.Address, entry.State)));
}
