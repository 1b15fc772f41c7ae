namespace OpenMemory.Tests;

/// <summary>Files of signed grains are merged, filtered, split and compared by the blobs in the envelopes .</summary>
[TestFixture]
public sealed class SignedSetTests
{
    private static readonly GrainBlob[] s_signed = [.. Envelopes.OfVectors.Select(static row => GrainBlob.ParseDelivered(row.Envelope)).DistinctBy(static grain => grain.Address)];
    private static readonly GrainBlob[] s_all = [.. s_signed.SelectMany(static (grain, i) => new[] { grain, SetSamples.Blob(i) })];
    private static readonly IndexManifest s_manifest = IndexManifest.Create(s_all.Select(static (grain, i) => KeyValuePair.Create(grain.Address, new IndexState { AccessCount = i + 1 })));

    [Test]
    public void Parts_of_a_file_merged_are_the_file()
    {
        MgWriterOptions sorted = new() { Sorted = true };
        byte[] file = SetSamples.Write(sorted, s_manifest, s_all);
        foreach (MgSplitBy by in Enum.GetValues<MgSplitBy>())
        {
            using TemporaryFolder folder = new();
            using MgFileReader reader = MgFileReader.Open(file);
            List<byte[]> parts = [];
            MgSplitResult result = MgSplit.Write(reader, folder.Root, new() { By = by, Writer = sorted }, part => parts.Add(File.ReadAllBytes(part.Path)));
            Assert.That((result.Count, result.Dropped), Is.EqualTo(((long)s_all.Length, 0L)));
            Assert.That(parts, Has.Count.GreaterThan(1));
            Assert.That(SetSamples.Merge(sorted, [.. parts]), Is.EqualTo(file), $"{by}");
        }
    }

    [Test]
    public void A_merge_keeps_the_first_envelope_and_the_state_of_the_grain()
    {
        byte[] bare = Envelopes.Bare(1).Span.ToArray();
        ContentAddress address = ContentAddress.Compute(bare);
        byte[][] files = [.. Enumerable.Range(0, 2).Select(i => SetSamples.Write(
            default, IndexManifest.Create([new(address, new() { AccessCount = 5 + i })]), GrainBlob.ParseDelivered(Envelopes.Around(bare, (byte)i))))];
        byte[] merged = SetSamples.Merge(default, files);
        using MgFileReader reader = MgFileReader.Open(merged);
        Assert.That((reader.Count, reader.Manifest![address].AccessCount), Is.EqualTo((1, 6L)));
        Assert.That(reader[0].SequenceEqual(Envelopes.Around(bare, 0)), Is.True);
    }

    [Test]
    public void A_filter_takes_envelopes_whole()
    {
        byte[] file = SetSamples.Write(default, s_manifest, s_all);
        foreach (GrainFilter filter in (GrainFilter[])[new() { Namespace = "chat" }, new() { Types = [GrainType.Consent] }, new() { Addresses = new HashSet<ContentAddress> { s_signed[3].Address } }])
        {
            byte[] taken = SetSamples.Merge(default, filter, out MgMerge merge, file);
            using MgFileReader reader = MgFileReader.Open(taken);
            Assert.That((merge.Taken, (long)reader.Count), Is.EqualTo(((long)reader.Count, merge.Taken)));
            GrainBlob grain = s_signed.Single(grain => grain.Address == reader.GetAddress(0));
            Assert.That(reader[0].SequenceEqual(grain.Envelope.Span), Is.True);
            Assert.That(reader.Manifest![grain.Address], Is.EqualTo(s_manifest[grain.Address]));
        }
    }

    [Test]
    public void Another_envelope_of_the_same_grain_is_no_difference()
    {
        GrainBlob bare = Envelopes.Bare(1), first = GrainBlob.ParseDelivered(Envelopes.Around(bare.Span, 1)), second = GrainBlob.ParseDelivered(Envelopes.Around(bare.Span, 2));
        byte[] left = Samples.Write(default, first, Samples.Grain(1)), right = Samples.Write(default, Samples.Grain(1), second);
        Assert.That(SetSamples.Diff(left, right, static _ => Assert.Fail("There is no difference")), Is.EqualTo(new MgDiffResult(0, 0, 2, 0)));
        List<MgDifference> found = [];
        SetSamples.Diff(left, Samples.Write(default, Samples.Grain(1)), found.Add);
        Assert.That(found.Single(), Is.EqualTo(new MgDifference(MgDifferenceKind.OnlyInFirst, bare.Address, GrainType.Reasoning, 0, -1, IndexState.Default, IndexState.Default)));
    }

    [Test]
    public void A_grain_that_both_have_is_looked_at_in_both_when_it_is_not_delivered_alike()
    {
        GrainBlob bare = Envelopes.Bare(1), plain = Samples.Grain(1);
        byte[] signed = Samples.Write(default, GrainBlob.ParseDelivered(Envelopes.Around(bare.Span))), unsigned = Samples.Write(default, plain);
        foreach ((byte[] sound, byte[] bad) in new[]
        {
            (signed, Samples.Raw(0, bare.Span.ToArray())), // without its envelope
            (signed, Samples.Raw(0, [.. Envelopes.Around(bare.Span), 0])),
            (unsigned, Samples.Raw(0, Envelopes.Around(plain.Span))), // in one that it must not have
        })
        {
            OmsFault fault = Assert.Throws<OmsException>(() => SetSamples.Diff(sound, bad))!.Fault;
            Assert.That(fault.Message, Does.StartWith("Grain 0 of the second file"));
        }
    }

    [Test]
    public void Volumes_are_searched_and_verified_as_one()
    {
        using TemporaryFolder folder = new();
        using (MgFileWriter writer = MgFileWriter.Create(folder["a.mg"], new() { Volumes = true, MaxVolumeBytes = 4000 }))
        {
            foreach (GrainBlob grain in s_all) writer.Add(grain);
            writer.Manifest = s_manifest;
            Assert.That(writer.Complete().Files, Has.Count.GreaterThan(2));
        }
        using MgVolumeSet set = MgVolumeSet.Open(folder["a.mg"]);
        Assert.That(set.Count, Is.EqualTo(s_all.Length));
        Assert.That(set.Verify(MgCheck.Canonical).All(static report => report.IsSound), Is.True);
        foreach (GrainBlob grain in s_all)
        {
            Assert.That(set.TryFind(grain.Address, out int volume, out int index), Is.True);
            Assert.That(set.Volumes[volume].GetBlob(index).Delivered.Span.SequenceEqual(grain.Delivered.Span), Is.True);
            Assert.That(set.Volumes[volume].Manifest![grain.Address], Is.EqualTo(s_manifest[grain.Address]));
        }
    }

    [Test]
    public void A_supersession_between_signed_grains_is_borne_out_by_the_blobs_inside()
    {
        GrainBlob old = Envelopes.Signed(1);
        Grain next = new Reasoning { CreatedAt = 2, Conclusion = "next", DerivedFrom = [old.Address], IsSigned = true };
        GrainBlob successor = GrainBlob.ParseDelivered(Envelopes.Around(next.ToBlob().Span));
        byte[] file = SetSamples.Write(default, IndexManifest.Create([new(old.Address, new() { SupersededBy = successor.Address })]), old, successor);
        using MgFileReader reader = MgFileReader.Open(file);
        ManifestImportEntry entry = ManifestImport.Check(reader.Manifest!, address => reader.TryFind(address, out int index) ? reader.GetBlob(index) : null).Single();
        Assert.That((entry.State.SupersededBy, entry.Notices.Count), Is.EqualTo(((ContentAddress?)successor.Address, 0)));
    }
}
