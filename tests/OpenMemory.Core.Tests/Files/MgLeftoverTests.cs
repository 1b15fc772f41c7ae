namespace OpenMemory.Tests;

/// <summary>What killed writers leave is removed by the next one, and nothing else is; what stood around the old file stays.</summary>
[TestFixture]
public sealed class MgLeftoverTests
{
    private static readonly string s_guid = $"{Guid.NewGuid():N}";

    [Test]
    public void Temporary_files_of_the_file_and_of_its_volumes_are_removed()
    {
        using TemporaryFolder folder = new();
        string[] leftovers = [$"a.mg.{s_guid}.tmp", $"a.001.mg.{s_guid}.tmp", $"a.1234.mg.{s_guid}.tmp", $".mg-{s_guid}.tmp"];
        string[] others = [$"a.mg.{s_guid}", $"a.mg.{s_guid[1..]}.tmp", $"a.mg.x{s_guid[1..]}.tmp", $"b.mg.{s_guid}.tmp", $"a.01.mg.{s_guid}.tmp", $"a.mgx{s_guid}.tmp", $"{s_guid}.tmp", "a.tmp"];
        foreach (string name in (string[])[.. leftovers, .. others]) File.WriteAllText(folder[name], "x");
        File.SetLastWriteTimeUtc(folder[leftovers[^1]], DateTime.UtcNow.AddMinutes(-2));
        Write(folder["a.mg"]);
        Assert.That(folder.Names, Is.EquivalentTo(others.Append("a.mg")));
    }

    [Test]
    public void What_another_writer_has_open_is_not_removed()
    {
        using TemporaryFolder folder = new();
        using (AtomicFile other = new(folder["a.mg"]))
        {
            Assert.That(folder.Names, Has.Length.EqualTo(1));
            string temporary = folder.Names[0];
            File.WriteAllText(folder[$".mg-{s_guid}.tmp"], "in its moment");
            Write(folder["a.mg"]);
            Assert.That(folder.Names, Is.EquivalentTo(new[] { "a.mg", temporary, $".mg-{s_guid}.tmp" }));
            other.Stream.Write("MG"u8);
            other.Flush();
            other.Rename();
        }
        Assert.That(File.ReadAllText(folder["a.mg"]), Is.EqualTo("MG"));
    }

    [Test]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win", Reason = "Windows has no such modes")]
    public void A_memory_that_only_its_owner_may_read_stays_so()
    {
        using TemporaryFolder folder = new();
        Write(folder["a.mg"]);
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(folder["a.mg"], own);
        Write(folder["a.mg"]);
        Assert.That(File.GetUnixFileMode(folder["a.mg"]), Is.EqualTo(own));
    }

    [Test]
    public void A_link_stays_a_link_to_the_file_that_is_replaced()
    {
        using TemporaryFolder folder = new(), elsewhere = new();
        Write(elsewhere["a.mg"]);
        File.CreateSymbolicLink(folder["link.mg"], elsewhere["a.mg"]);
        using (MgFileWriter writer = MgFileWriter.Append(folder["link.mg"]))
        {
            writer.Add(Samples.Grain(2));
            writer.Complete();
        }
        Assert.That(new FileInfo(folder["link.mg"]).LinkTarget, Is.EqualTo(elsewhere["a.mg"]));
        using MgFileReader reader = MgFileReader.Open(elsewhere["a.mg"]);
        Assert.That(reader.Count, Is.EqualTo(2));
        Assert.That(folder.Names, Is.EqualTo(new[] { "link.mg" }));
    }

    private static void Write(string path)
    {
        using MgFileWriter writer = MgFileWriter.Create(path);
        writer.Add(Samples.Grain(1));
        writer.Complete();
    }
}
