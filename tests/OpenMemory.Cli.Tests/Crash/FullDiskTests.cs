using System.Diagnostics;
using OpenMemory.Tests;

namespace OpenMemory.Cli.Tests;

/// <summary>The command on a disk that is full, and under a limit on the size of files.</summary>
[TestFixture]
internal sealed class FullDiskTests
{
    [TestCase("--keep-duplicates")]
    [TestCase("--sorted")]
    [TestCase("--append")]
    public void A_full_disk_is_one_line_and_the_old_file_stays(string option)
    {
        using TestFolder folder = new();
        using SmallDisk? disk = SmallDisk.TryMount(folder["disk"], "2m");
        if (disk is null) Assert.Ignore("A tmpfs cannot be mounted here; that needs root.");
        string target = Path.Combine(disk!.Path, "memory.mg"), json = folder.Write("many.json", string.Join('\n', Enumerable.Range(0, 40_000).Select(Samples.Fact)));
        CliRun.WithText(Samples.Fact(1), "pack", "-", "-o", target);
        AssertOldFileStays(target, CliRun.Of("pack", json, "-o", target, option));
    }

    [Test]
    public void A_limit_on_the_size_of_files_is_one_line_and_the_old_file_stays()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("There is no such limit on Windows.");
        using TestFolder folder = new();
        string target = folder["memory.mg"], json = folder.Write("many.json", string.Join('\n', Enumerable.Range(0, 5_000).Select(Samples.Fact)));
        CliRun.WithText(Samples.Fact(1), "pack", "-", "-o", target);
        // 64 KiB in blocks of 512 bytes; the runtime's own files would pass it.
        const string script = "trap '' XFSZ; ulimit -f 128; exec dotnet \"$@\"";
        using Process process = ChildProcess.StartProgram(
            "sh", ["-c", script, "sh", ChildProcess.CommandPath, "pack", json, "-o", target], ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_EnableDiagnostics", "0"));
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        File.Delete(json);
        AssertOldFileStays(target, new CliRun(process.ExitCode, [], error));
    }

    private static void AssertOldFileStays(string target, CliRun run)
    {
        Assert.That((run.ExitCode, run.ErrorLines.Length), Is.EqualTo((2, 1)), run.Error);
        Assert.That(run.Error, Does.Not.Contain("   at "));
        Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(target)!), Is.EqualTo(new[] { target }), "no temporary file");
        using MgFileReader old = MgFileReader.Open(target);
        Assert.That((old.Count, old.Verify(MgCheck.Canonical).IsSound), Is.EqualTo((1, true)));
    }
}
