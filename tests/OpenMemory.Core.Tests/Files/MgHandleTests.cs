namespace OpenMemory.Tests;

/// <summary>Files that are opened and closed, refused ones included, leave no handle and no map.</summary>
[TestFixture]
[NonParallelizable]
public sealed class MgHandleTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void Ten_thousand_openings_leave_nothing(bool noMapping)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Handles are counted in /proc.");
        using TemporaryFolder folder = new();
        byte[] good = Samples.Write(default, Samples.Large(1, 1 << 20)), bad = [.. good];
        bad[19]++; // the first offset
        File.WriteAllBytes(folder["good.mg"], good);
        File.WriteAllBytes(folder["bad.mg"], bad);
        OpenBoth(folder, noMapping);
        (int handles, int maps) = (Handles(), Maps(folder.Root));
        for (int i = 0; i < 5000; i++) OpenBoth(folder, noMapping);
        Assert.That(Handles(), Is.LessThan(handles + 50), "other tests may hold a few");
        Assert.That(Maps(folder.Root), Is.EqualTo(maps).And.Zero);
    }

    private static void OpenBoth(TemporaryFolder folder, bool noMapping)
    {
        using (MgFileReader reader = MgFileReader.Open(folder["good.mg"], new() { NoMapping = noMapping })) Assert.That(reader.TryReadHeader(0, out _), Is.True);
        Assert.Throws<OmsException>(() => MgFileReader.Open(folder["bad.mg"], new() { NoMapping = noMapping }));
    }

    private static int Handles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static int Maps(string folder) => File.ReadLines("/proc/self/maps").Count(line => line.Contains(folder, StringComparison.Ordinal));
}
