using System.Diagnostics;

namespace OpenMemory.Packages.Tests;

/// <summary>A program as a process of its own, with nothing of the test's own build in its environment.</summary>
internal static class Child
{
    internal static string Run(string folder, string program, params string[] args)
    {
        (int exitCode, string output) = TryRun(folder, program, args);
        Assert.That(exitCode, Is.Zero, $"{program} {string.Join(' ', args)}\n{output}");
        return output;
    }

    /// <summary>What it printed, standard output before standard error.</summary>
    internal static (int ExitCode, string Output) TryRun(string folder, string program, params string[] args)
    {
        ProcessStartInfo start = new(program, args) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nodes that stay behind would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["NUGET_PACKAGES"] = Packed.Cache;
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.Ordinal) || name.StartsWith("VSTEST", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
