using System.Diagnostics;

namespace OpenMemory.Cli.Tests;

/// <summary>The command as a shell runs it.</summary>
[TestFixture]
internal sealed class ChildProcessTests
{
    [Test]
    public void ReaderThatGoesAway_EndsQuietly()
    {
        using TestFolder folder = new();
        string json = folder.Write("many.json", string.Join('\n', Enumerable.Range(0, 20_000).Select(Samples.Fact)));
        CliRun.Of("pack", json, "-o", folder["many.mg"]);
        using Process process = ChildProcess.Start("decode", folder["many.mg"]);
        Assert.That(process.StandardOutput.ReadLine(), Does.StartWith("{"));
        process.StandardOutput.Close();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That((process.ExitCode, error), Is.EqualTo((0, "")));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "it sends signals")]
    public void Interrupted_NothingOfThePipeStays([Values("INT", "TERM")] string signal)
    {
        using TestFolder folder = new();
        using Process process = ChildProcess.StartProgram(
            "dotnet", [ChildProcess.CommandPath, "merge", "-", "-o", folder["a.mg"]], ("TMPDIR", folder.Path));
        process.StandardInput.Write("MG");
        process.StandardInput.Flush();
        // The runtime keeps files of its own there, and this one is there from the beginning of the copy.
        Assert.That(() => Directory.GetFiles(folder.Path, "*.tmp"), Has.Length.EqualTo(1).After(20_000, 20));
        Thread.Sleep(300);
        using (Process kill = ChildProcess.StartProgram("kill", ["-" + signal, $"{process.Id}"])) kill.WaitForExit();
        Assert.That(process.WaitForExit(20_000), Is.True);
        Assert.That(process.ExitCode, Is.Not.Zero);
        Assert.That(Directory.GetFiles(folder.Path, "*.tmp"), Is.Empty);
    }

    [Test]
    public void ExitCodesAndStreams_AreTheShells()
    {
        (string[] Args, string Input, int ExitCode)[] cases =
        [
            (["encode", "-"], Samples.Fact(1), 0),
            (["encode", "-"], "{}", 1),
            (["encode", "-"], "", 2),
            (["--nonsense"], "", 2),
        ];
        foreach ((string[] args, string input, int exitCode) in cases)
        {
            using Process process = ChildProcess.Start(args);
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.EqualTo(exitCode), error);
            Assert.That(output.Length > 0, Is.EqualTo(exitCode == 0));
            Assert.That(error.Length > 0, Is.EqualTo(exitCode != 0));
            Assert.That(error, Does.Not.Contain("   at "));
        }
    }
}
