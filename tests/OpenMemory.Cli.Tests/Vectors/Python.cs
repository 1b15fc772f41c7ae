using System.ComponentModel;
using System.Diagnostics;

namespace OpenMemory.Cli.Tests.Vectors;

/// <summary>Runs the Python programs of the kit; where there is no Python the test is skipped.</summary>
internal static class Python
{
    private const int TimeoutMilliseconds = 120_000;

    /// <summary>Runs a program.</summary>
    /// <returns>Its exit code, and what it wrote to standard output and standard error.</returns>
    internal static (int ExitCode, string Output) Run(string folder, params string[] args) => TryRun("python3", folder, args) ?? Skip("There is no python3 here.");

    /// <summary>Runs a program that needs the package msgpack.</summary>
    internal static (int ExitCode, string Output) RunWithMsgpack(string folder, params string[] args)
    {
        // Debian's package belongs to Debian's Python, which need not be the first one.
        foreach (string program in (string[])["/usr/bin/python3", "python3"])
        {
            if (TryRun(program, folder, ["-c", "import msgpack"]) is (0, _)) return TryRun(program, folder, args)!.Value;
        }
        return Skip("There is no python3 with msgpack here (Debian: python3-msgpack).");
    }

    private static (int, string)? TryRun(string program, string folder, string[] args)
    {
        ProcessStartInfo start = new(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            Assert.That(process.WaitForExit(TimeoutMilliseconds));
            return (process.ExitCode, output + error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static (int, string) Skip(string reason)
    {
        Assert.Ignore(reason);
        return default;
    }
}
