namespace OpenMemory.Tests;

/// <summary>A file that another process cuts short or overwrites while it is open: passes over it report that, and live.</summary>
[TestFixture]
public sealed class MgCutShortTests
{
    private const int Grains = 4000, Page = 4096;

    /// <summary>Where the file ends afterwards; counted from its end where it is negative.</summary>
    [TestCase(0)]
    [TestCase(16)]
    [TestCase(Page)] // in the index
    [TestCase(5 * Page)] // in the grains
    [TestCase(300 * Page)]
    [TestCase(-33)]
    [TestCase(-32)] // a page ends here: the footer has none
    [TestCase(-1)]
    public void Verifying_a_file_that_was_cut_short_is_an_IOException(int length)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Windows does not let a mapped file be cut short.");
        foreach (bool noMapping in (bool[])[false, true])
        {
            foreach (MgCheck level in (MgCheck[])[MgCheck.Checksum, MgCheck.Addresses, MgCheck.Canonical])
            {
                using TemporaryFolder folder = new();
                long full = Write(folder["a.mg"]);
                using MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { NoMapping = noMapping });
                Assert.That(reader.Region.IsMapped, Is.EqualTo(!noMapping));
                using (FileStream other = new(folder["a.mg"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) other.SetLength(length < 0 ? full + length : length);
                Assert.That(() => reader.Verify(level), Throws.InstanceOf<IOException>(), $"{level}, {noMapping}");
                if (noMapping && length != -32 && length != -1) Assert.That(() => reader.TryFind(Samples.Grain(1).Address, out _), Throws.InstanceOf<IOException>());
            }
        }
    }

    [Test]
    public void A_search_that_failed_is_tried_again()
    {
        using TemporaryFolder folder = new();
        Write(folder["a.mg"]);
        byte[] whole = File.ReadAllBytes(folder["a.mg"]);
        using MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { NoMapping = true });
        using FileStream other = new(folder["a.mg"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        other.SetLength(5 * Page);
        Assert.That(() => reader.TryFind(Samples.Large(1, 400).Address, out _), Throws.InstanceOf<IOException>());
        other.Position = 0;
        other.Write(whole);
        other.Flush();
        Assert.That(reader.TryFind(Samples.Large(1, 400).Address, out int index), Is.True);
        Assert.That(index, Is.EqualTo(1));
    }

    [Test]
    public void An_index_that_was_overwritten_is_an_IOException()
    {
        using TemporaryFolder folder = new();
        Write(folder["a.mg"]);
        using MgFileReader reader = MgFileReader.Open(folder["a.mg"], new() { NoMapping = true });
        foreach (byte filler in (byte[])[0, 0xff])
        {
            using (FileStream other = new(folder["a.mg"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                other.Position = MgFileHeader.Size + 400;
                other.Write([.. Enumerable.Repeat(filler, 400)]);
            }
            Assert.That(() => reader.Verify(MgCheck.Canonical), Throws.InstanceOf<IOException>());
        }
    }

    private static long Write(string path)
    {
        // The footer begins where a page does, so that cutting it off leaves nothing of its page.
        using MgFileWriter writer = MgFileWriter.Create(path);
        long length = MgFileHeader.Size;
        for (int i = 0; i < Grains; i++)
        {
            GrainBlob grain = Samples.Large(i, 400);
            length += 4 + grain.Length;
            writer.Add(grain);
        }
        int overhead = Samples.Large(Grains, 1000).Length - 1000 + 4;
        writer.Add(Samples.Large(Grains, 1000 + (int)(Page - ((length + overhead + 1000) % Page))));
        writer.Complete();
        Assert.That((new FileInfo(path).Length - MgFileHeader.FooterSize) % Page, Is.Zero);
        return new FileInfo(path).Length;
    }
}
