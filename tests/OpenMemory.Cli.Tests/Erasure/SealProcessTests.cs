using System.Diagnostics;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Tests.Erasure;

/// <summary>Sealing as a shell does it: processes, pipes, and a file of salts that only one of them has.</summary>
[TestFixture]
internal sealed class SealProcessTests
{
    [Test]
    public void SealAndUnseal_ThroughPipes_GiveTheSameBytes()
    {
        using Keys keys = new();
        string plain = CliRun.Of("unpack", Pack(keys)).Output;
        string users = keys.Folder.Write("users", "alice\nbob\nZoë\n");
        (int sealing, string hidden, string sealError) = Run(plain, ["seal", "-", .. keys.Both]);
        (int opening, string opened, string openError) = Run(hidden, ["unseal", "-", .. keys.Both, "--user-file", users, "--strict"]);
        Assert.That((sealing, opening), Is.EqualTo((0, 0)), sealError + openError);
        Assert.That(openError, Does.StartWith("3 opened, 0 did not open, 0 sealed for others, 1 not sealed"));
        Assert.That(CliRun.WithText(opened, "decode", "-").Output, Is.EqualTo(CliRun.WithText(plain, "decode", "-").Output));
        CliRun.WithText(opened, "pack", "-", "-o", keys.Folder["back.mg"]);
        Assert.That(File.ReadAllBytes(keys.Folder["back.mg"]), Is.EqualTo(File.ReadAllBytes(keys.Folder["plain.mg"])));
    }

    [Test]
    public void SaltsThatAnotherProcessHas_AreExitCode2AndOneLine()
    {
        using Keys keys = new();
        using FileUserSaltStore held = FileUserSaltStore.Open(keys.Salts);
        string[][] commands = [["seal", "-", .. keys.Both], ["keys", "destroy", .. keys.Both, "--user", "alice"], ["keys", "list", "--salts", keys.Salts]];
        foreach (string[] command in commands)
        {
            (int exitCode, string output, string error) = Run(Keys.Facts("alice"), command);
            Assert.That((exitCode, output), Is.EqualTo((2, "")), string.Join(' ', command));
            Assert.That(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(1));
            Assert.That(error, Does.Contain("in use").And.Contain(keys.Salts));
        }
        Assert.That(held.Entries, Is.Empty);
    }

    private static string Pack(Keys keys)
    {
        CliRun.WithText(Keys.Facts("alice", "bob", null, "Zoë"), "pack", "-", "-o", keys.Folder["plain.mg"]);
        return keys.Folder["plain.mg"];
    }

    private static (int ExitCode, string Output, string Error) Run(string input, string[] args)
    {
        using Process process = ChildProcess.Start(args);
        Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already, without reading.
        }
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }
}
