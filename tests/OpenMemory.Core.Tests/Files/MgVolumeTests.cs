namespace OpenMemory.Tests;

/// <summary>A memory that goes on in further files, and the reader of such a set (OMS-11.4-5, R-5).</summary>
[TestFixture]
public sealed class MgVolumeTests
{
    private static readonly GrainBlob[] s_grains = Samples.Many(40);
    private static readonly MgWriterOptions s_small = new() { Volumes = true, MaxVolumeBytes = 400 };

    [TestCase(false)]
    [TestCase(true)]
    public void Every_volume_is_complete_in_itself_and_order_goes_on_across_them(bool sorted)
    {
        using TemporaryFolder folder = new();
        GrainBlob[] added = sorted ? [.. s_grains.Reverse()] : s_grains;
        MgWriteResult result = Write(folder["a.mg"], s_small with { Sorted = sorted }, added);
        Assert.That((result.Count, result.Files.Count), Is.EqualTo((40L, folder.Names.Length)));
        Assert.That(result.Files, Is.EqualTo(folder.Names.Select(name => folder[name])));
        Assert.That(result.Files, Has.Count.GreaterThan(3));
        Assert.That(result.Files.Select(static file => new FileInfo(file).Length), Has.All.LessThanOrEqualTo(400));
        using MgVolumeSet set = MgVolumeSet.Open(folder["a.mg"]);
        Assert.That((set.Count, set.Volumes.Count), Is.EqualTo((40L, result.Files.Count)));
        Assert.That(set.Volumes.SelectMany(static volume => Enumerable.Range(0, volume.Count).Select(volume.GetAddress)), Is.EqualTo(s_grains.Select(static grain => grain.Address)));
        Assert.That(set.Volumes.Select(static volume => volume.Header.Flags), Has.All.EqualTo(MgFileFlags.Deduplicated | (sorted ? MgFileFlags.Sorted : 0)));
        Assert.That(set.Verify(MgCheck.Canonical).Select(static report => report.IsSound), Is.EqualTo(result.Files.Select(static _ => true)));
    }

    [Test]
    public void Every_volume_has_the_manifest_entries_of_its_own_grains() // OMS-11.7-1
    {
        using TemporaryFolder folder = new();
        IndexManifest manifest = Manifests.Of(s_grains.Where(static (_, i) => i % 3 == 0).Select(static (grain, i) => (grain.Address, 1L + i)));
        Write(folder["a.mg"], s_small, s_grains, manifest);
        using MgVolumeSet set = MgVolumeSet.Open(folder["a.mg"]);
        foreach (MgFileReader volume in set.Volumes)
        {
            HashSet<ContentAddress> here = [.. Enumerable.Range(0, volume.Count).Select(volume.GetAddress)];
            Assert.That(volume.Manifest!.Select(static entry => (entry.Key, entry.Value)), Is.EqualTo(manifest.Where(entry => here.Contains(entry.Key)).Select(static entry => (entry.Key, entry.Value))));
        }
        Assert.That(set.Volumes.Sum(static volume => volume.Manifest!.Count), Is.EqualTo(manifest.Count));
        Assert.That(set.Verify(MgCheck.Canonical).All(static report => report.IsSound), Is.True);
    }

    [Test]
    public void A_grain_is_found_in_whatever_volume_it_is()
    {
        using TemporaryFolder folder = new();
        Write(folder["a.mg"], s_small, s_grains);
        using MgVolumeSet set = MgVolumeSet.Open(folder["a.mg"]);
        foreach (GrainBlob grain in s_grains)
        {
            Assert.That(set.TryFind(grain.Address, out int volume, out int index), Is.True);
            Assert.That(set.Volumes[volume].GetBlob(index), Is.EqualTo(grain));
        }
        Assert.That(set.TryFind(Samples.Grain(-1).Address, out int none, out int nowhere), Is.False);
        Assert.That((none, nowhere), Is.EqualTo((-1, -1)));
    }

    [Test]
    public void A_damaged_volume_is_the_one_that_is_reported()
    {
        using TemporaryFolder folder = new();
        MgWriteResult result = Write(folder["a.mg"], s_small, s_grains);
        byte[] second = File.ReadAllBytes(result.Files[1]);
        second[^1] ^= 1;
        File.WriteAllBytes(result.Files[1], second);
        using MgVolumeSet set = MgVolumeSet.Open(folder["a.mg"]);
        Assert.That(set.Verify(MgCheck.Checksum).Select(static report => report.IsSound), Is.EqualTo(result.Files.Select(static (_, i) => i != 1)));
    }

    [Test]
    public void The_single_file_goes_before_a_set_and_the_first_volume_opens_its_set()
    {
        using TemporaryFolder folder = new();
        MgWriteResult result = Write(folder["a.mg"], s_small, s_grains);
        Write(folder["b.mg"], default, [s_grains[0]]);
        File.Move(folder["b.mg"], folder["a.mg"]); // as a copy from elsewhere would be
        using (MgVolumeSet single = MgVolumeSet.Open(folder["a.mg"])) Assert.That((single.Count, single.Volumes.Count), Is.EqualTo((1L, 1)));
        using (MgVolumeSet set = MgVolumeSet.Open(folder["a.001.mg"])) Assert.That((set.Count, set.Volumes.Count), Is.EqualTo((40L, result.Files.Count)));
        using MgVolumeSet second = MgVolumeSet.Open(folder["a.002.mg"]);
        Assert.That(second.Volumes, Has.Count.EqualTo(1), "any other volume is a file");
    }

    [TestCase(1, "a.001.mg")]
    [TestCase(2, "a.002.mg")]
    public void A_volume_that_is_missing_is_named(int number, string name)
    {
        using TemporaryFolder folder = new();
        MgWriteResult result = Write(folder["a.mg"], s_small, s_grains);
        File.Delete(result.Files[number - 1]);
        Assert.That(Assert.Throws<FileNotFoundException>(() => MgVolumeSet.Open(folder["a.mg"]))!.FileName, Is.EqualTo(folder[name]));
        Assert.That(Assert.Throws<FileNotFoundException>(() => MgVolumeSet.Open(folder["b.mg"]))!.FileName, Is.EqualTo(folder["b.mg"]));
    }

    [Test]
    public void Names_go_on_behind_999()
    {
        using TemporaryFolder folder = new();
        MgWriteResult result = Write(folder["a.mg"], s_small with { MaxVolumeBytes = 1 }, Samples.Many(1003));
        Assert.That(result.Files, Has.Count.EqualTo(1003));
        Assert.That((result.Files[998], result.Files[999], result.Files[1002]), Is.EqualTo((folder["a.999.mg"], folder["a.1000.mg"], folder["a.1003.mg"])));
        using (MgVolumeSet set = MgVolumeSet.Open(folder["a.mg"]))
            Assert.That(set.Volumes.Select(static volume => volume.GetAddress(0)), Is.EqualTo(Samples.Many(1003).Select(static grain => grain.Address)));
        File.Delete(folder["a.1000.mg"]);
        Assert.That(Assert.Throws<FileNotFoundException>(() => MgVolumeSet.Open(folder["a.mg"]))!.FileName, Is.EqualTo(folder["a.1000.mg"]));
    }

    [Test]
    public void Names_that_only_look_like_volumes_are_none()
    {
        using TemporaryFolder folder = new();
        MgWriteResult result = Write(folder["a.mg"], s_small, s_grains);
        foreach (string name in (string[])["a.000.mg", "a.0099.mg", "a.99.mg", "a.+99.mg", "a.099.mg.bak", "aa.099.mg", "a.x99.mg", "a.99999999999.mg", "a.mg.099"])
            File.WriteAllText(folder[name], "something else");
        using MgVolumeSet set = MgVolumeSet.Open(folder["a.mg"]);
        Assert.That(set.Volumes, Has.Count.EqualTo(result.Files.Count));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Volumes_that_another_writer_has_put_there_meanwhile_stay(bool volumes)
    {
        using TemporaryFolder folder = new();
        using MgFileWriter writer = MgFileWriter.Create(folder["a.mg"], volumes ? s_small : default);
        foreach (GrainBlob grain in s_grains) writer.Add(grain);
        File.WriteAllText(folder["a.002.mg"], "another's");
        Assert.That(Assert.Throws<IOException>(() => writer.Complete())!.Message, Does.Contain("a.002.mg"));
        Assert.That(File.ReadAllText(folder["a.002.mg"]), Is.EqualTo("another's"));
        Assert.That(folder.Names, Is.EqualTo(new[] { "a.002.mg" }));
    }

    [TestCase("a.001.mg")]
    [TestCase("a.007.mg")] // what a writer left that was killed while it put a set in place: it would join the new set
    public void A_set_and_a_part_of_one_are_not_replaced(string name)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder[name], "a volume");
        Assert.That(Assert.Throws<IOException>(() => MgFileWriter.Create(folder["a.mg"], s_small))!.Message, Does.EndWith(folder[name]));
        Assert.That(Assert.Throws<IOException>(() => MgFileWriter.Create(folder["a.mg"]))!.Message, Does.EndWith(folder[name]), "the file would hide it");
        Assert.That(Assert.Throws<IOException>(() => MgFileWriter.Append(folder["a.mg"]))!.Message, Does.EndWith(folder[name]), "the new file would hide it");
        Assert.That(folder.Names, Is.EqualTo(new[] { name }));
    }

    [Test]
    public void The_set_takes_the_place_of_the_single_file()
    {
        using TemporaryFolder folder = new();
        Write(folder["a.mg"], default, [Samples.Grain(77)]);
        using (MgFileWriter writer = MgFileWriter.Append(folder["a.mg"], s_small))
        {
            foreach (GrainBlob grain in s_grains) writer.Add(grain);
            Assert.That(folder.Names, Is.EqualTo(new[] { "a.mg" }));
            writer.Complete();
        }
        Assert.That(folder.Names, Has.Length.GreaterThan(3).And.No.Member("a.mg"));
        using MgVolumeSet set = MgVolumeSet.Open(folder["a.mg"]);
        Assert.That((set.Count, set.TryFind(Samples.Grain(77).Address, out int volume, out int index), volume, index), Is.EqualTo((41L, true, 0, 0)));
    }

    [Test]
    public void A_set_that_cannot_be_put_in_place_as_a_whole_is_taken_back()
    {
        using TemporaryFolder folder = new();
        using MgFileWriter writer = MgFileWriter.Create(folder["a.mg"], s_small);
        foreach (GrainBlob grain in s_grains) writer.Add(grain);
        Directory.CreateDirectory(Path.Combine(folder["a.002.mg"], "inside"));
        Assert.That(() => writer.Complete(), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(folder.Names, Is.EqualTo(new[] { "a.002.mg" }));
    }

    private static MgWriteResult Write(string path, MgWriterOptions options, GrainBlob[] grains, IndexManifest? manifest = null)
    {
        using MgFileWriter writer = MgFileWriter.Create(path, options);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Manifest = manifest;
        return writer.Complete();
    }
}
