namespace OpenMemory.Tests;

/// <summary>Two files are compared as sets of addresses, with the state of what both hold.</summary>
[TestFixture]
public sealed class DiffTests
{
    [Test]
    public void A_file_does_not_differ_from_itself_in_another_order_with_duplicates()
    {
        GrainBlob[] blobs = SetSamples.Blobs(0, 100);
        IndexManifest manifest = SetSamples.Manifest(1, blobs);
        byte[] file = SetSamples.Write(default, manifest, blobs);
        byte[] other = SetSamples.Write(new() { KeepDuplicates = true }, manifest, [.. blobs.Reverse(), .. blobs]);
        foreach ((byte[] first, byte[] second) in new[] { (file, file), (file, other), (other, file), (other, other) })
        {
            MgDiffResult result = SetSamples.Diff(first, second, static _ => Assert.Fail("There is no difference"));
            Assert.That(result, Is.EqualTo(new MgDiffResult(0, 0, 100, 0)));
            Assert.That(result.AreEqual, Is.True);
        }
    }

    [Test]
    public void Differences_are_those_of_the_sets()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            GrainBlob[] left = SetSamples.Blobs(seed, 60), right = SetSamples.Blobs(seed + 37, 80);
            byte[] first = SetSamples.Write(new() { KeepDuplicates = true }, null, [.. left, .. left[..20]]), second = SetSamples.Write(new() { KeepDuplicates = true }, null, [.. right.Reverse(), .. right[..20]]);
            List<MgDifference> found = [];
            MgDiffResult result = SetSamples.Diff(first, second, found.Add);
            Assert.That(result, Is.EqualTo(new MgDiffResult(37, 57, 23, 0)));
            ContentAddress[] onlyLeft = [.. SetSamples.Addresses(first).Distinct().Except(SetSamples.Addresses(second))], onlyRight = [.. SetSamples.Addresses(second).Distinct().Except(SetSamples.Addresses(first))];
            Assert.That(found.Select(static difference => difference.Address), Is.EqualTo(onlyLeft.Concat(onlyRight)), "in the order of the files");
            Assert.That(found.Select(static difference => difference.Kind), Is.EqualTo(onlyLeft.Select(static _ => MgDifferenceKind.OnlyInFirst).Concat(onlyRight.Select(static _ => MgDifferenceKind.OnlyInSecond))));
            Dictionary<ContentAddress, GrainType> types = left.Concat(right).DistinctBy(static blob => blob.Address).ToDictionary(static blob => blob.Address, static blob => blob.Header.Type);
            Assert.That(found.All(difference => difference.Type == types[difference.Address]), Is.True);
        }
    }

    [Test]
    public void A_merged_file_has_what_either_has()
    {
        byte[] first = SetSamples.Write(default, null, SetSamples.Blobs(0, 50)), second = SetSamples.Write(default, null, SetSamples.Blobs(30, 50));
        byte[] merged = SetSamples.Merge(default, first, second);
        Assert.That(SetSamples.Diff(merged, first), Is.EqualTo(new MgDiffResult(30, 0, 50, 0)));
        Assert.That(SetSamples.Diff(second, merged), Is.EqualTo(new MgDiffResult(0, 30, 50, 0)));
    }

    [Test]
    public void States_that_differ_are_told_with_both_sides() // §11.7
    {
        GrainBlob[] blobs = SetSamples.Blobs(0, 3);
        IndexState state = new() { SystemValidTo = 5 };
        byte[] first = SetSamples.Write(default, IndexManifest.Create([KeyValuePair.Create(blobs[1].Address, state), KeyValuePair.Create(blobs[2].Address, state)]), blobs);
        byte[] second = SetSamples.Write(default, IndexManifest.Create([KeyValuePair.Create(blobs[2].Address, state)]), [.. blobs.Reverse()]);
        List<MgDifference> found = [];
        MgDiffResult result = SetSamples.Diff(first, second, found.Add);
        Assert.That(result, Is.EqualTo(new MgDiffResult(0, 0, 3, 1)));
        Assert.That(result.AreEqual, Is.False);
        Assert.That(found, Is.EqualTo(new[] { new MgDifference(MgDifferenceKind.State, blobs[1].Address, blobs[1].Header.Type, 1, 1, state, IndexState.Default) }));
        byte[] without = SetSamples.Write(default, null, blobs);
        Assert.That(SetSamples.Diff(without, SetSamples.Write(default, IndexManifest.Empty, blobs)).AreEqual, Is.True, "an empty manifest says nothing");
    }

    [Test]
    public void A_damaged_grain_is_named_with_its_file()
    {
        byte[] sound = Samples.Write(default, Samples.Grain(1)), damaged = Samples.Raw(MgFileFlags.None, Samples.Grain(1).Span.ToArray(), [.. Samples.Grain(2).Span[..^1], 0xc1]);
        Assert.That(Assert.Throws<OmsException>(() => SetSamples.Diff(sound, damaged))!.Fault.Message, Does.StartWith("Grain 1 of the second file, counted from 0: "));
        Assert.That(Assert.Throws<OmsException>(() => SetSamples.Diff(damaged, sound))!.Fault.Message, Does.StartWith("Grain 1 of the first file, counted from 0: "));
    }

    [Test]
    public void Empty_files_are_equal() => Assert.That(SetSamples.Diff(Samples.Write(default), Samples.Write(default)), Is.EqualTo(default(MgDiffResult)));
}
