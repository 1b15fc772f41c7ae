using System.Diagnostics;

namespace OpenMemory.Cli.Tests;

/// <summary>Starts the command as a process of its own.</summary>
internal static class ChildProcess
{
    public static string CommandPath => typeof(OpenMemoryCommand).Assembly.Location;

    public static Process Start(params string[] args) => StartProgram("dotnet", [CommandPath, .. args]);

    public static Process StartProgram(string program, string[] args, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string arg in args) start.ArgumentList.Add(arg);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
