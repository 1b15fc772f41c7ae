using System.ComponentModel;
using System.Diagnostics;
using OpenMemory.Tests;

namespace OpenMemory.Cli.Tests.Vectors;

/// <summary>The independent encoder still makes the vectors, and the files are what it makes.</summary>
[TestFixture]
internal sealed class VectorToolTests
{
    private const int TimeoutMilliseconds = 120_000;

    [TestCase("check.py", "canonical.json: 341 the same, 0 differ")]
    [TestCase("generate.py --check", "requirements-invalid.json: 117 rows, the same")]
    [TestCase("check_schema.py", "invalid.json: 1198 rows, 0 not in the schema")]
    public void Tool_AgreesWithTheFiles(string command, string line)
    {
        string[] words = command.Split(' ');
        ProcessStartInfo start = new("python3", [RepositoryFiles.PathOf("tools", "vectors", words[0]), .. words[1..]]) { RedirectStandardOutput = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process? process = Start(start);
        if (process is null) Assert.Ignore("There is no python3 here.");
        string output = process!.StandardOutput.ReadToEnd();
        Assert.That(process.WaitForExit(TimeoutMilliseconds));
        Assert.That(process.ExitCode, Is.Zero, output);
        Assert.That(output, Does.Contain(line));
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
