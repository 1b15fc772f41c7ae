namespace OpenMemory.Compression.Tests;

/// <summary>Compressed files that are opened and closed, or refused after they were expanded, leave no handle, map or file.</summary>
[TestFixture]
[NonParallelizable]
public sealed class FileHandleTests
{
    [TestCase(100, 4000)] // expanded in memory
    [TestCase(3 << 20, 1000)] // expanded into a temporary file
    public void Ten_thousand_openings_leave_nothing(int size, int times)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Handles are counted in /proc.");
        using TemporaryFolder folder = new();
        byte[] good = CompressedFiles.Sound(SystemCodecs.Zstd, CompressedFiles.Grain(1, size)), bad = [.. good];
        bad[^33] ^= 0x80; // the manifest, which is read when the region has been expanded
        CompressedFiles.Sign(bad);
        MgReaderOptions options = CompressedFiles.Reading with { TemporaryFolder = folder.Root };
        OpenBoth();
        int handles = Handles();
        for (int i = 0; i < times; i++) OpenBoth();
        Assert.That(Handles(), Is.LessThan(handles + 50), "other tests may hold a few");
        Assert.That(File.ReadLines("/proc/self/maps").Count(line => line.Contains(folder.Root, StringComparison.Ordinal)), Is.Zero);
        Assert.That(folder.Names, Is.Empty);

        void OpenBoth()
        {
            using (MgFileReader reader = MgFileReader.Open(good, options)) Assert.That(reader.GetBlob(0).Length, Is.GreaterThan(size));
            Assert.Throws<OmsException>(() => MgFileReader.Open(bad, options));
        }
    }

    private static int Handles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
