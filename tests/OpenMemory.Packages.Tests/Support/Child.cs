using System.Diagnostics;

namespace OpenMemory.Packages.Tests;

/// <summary>A program as a process of its own, with nothing of the test's own build in its environment.</summary>
internal static class Child
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <summary>Where a consumer's packages are unpacked: among the user's own a version stays for ever, also when it was packed anew.</summary>
    private static readonly (string, string)[] s_consumer = [("NUGET_PACKAGES", Packed.Cache)];

    /// <summary>Runs a consumer's program, which must end with 0.</summary>
    /// <returns>What it printed, standard output before standard error.</returns>
    internal static string Run(string folder, string program, params string[] args) => Run(folder, s_consumer, program, args);

    /// <summary>Runs a program, which must end with 0, with these variables.</summary>
    internal static string Run(string folder, (string Name, string Value)[] environment, string program, params string[] args)
    {
        (int exitCode, string output) = TryRun(folder, environment, program, args);
        Assert.That(exitCode, Is.Zero, $"{program} {string.Join(' ', args)}\n{output}");
        return output;
    }

    /// <summary>Runs a program to its end, whatever that is.</summary>
    internal static (int ExitCode, string Output) TryRun(string folder, (string Name, string Value)[] environment, string program, params string[] args)
    {
        ProcessStartInfo start = new(program, args) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nodes that stay behind would hold the pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.Ordinal) || name.StartsWith("VSTEST", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', args)} does not end");
        }
        return (process.ExitCode, output.Result + error.Result);
    }
}
