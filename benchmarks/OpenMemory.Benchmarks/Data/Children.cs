using System.Diagnostics;

namespace OpenMemory.Benchmarks;

/// <summary>Runs this program again, in a process of its own.</summary>
internal static class Children
{
    /// <summary>Waits for the end; what the process says on its output is given back.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="InvalidOperationException">The process failed; it said why on the error output.</exception>
    internal static string Run(params string[] arguments)
    {
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Children).Assembly.Location] : [];
        using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. program, .. arguments]) { RedirectStandardOutput = true })!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? output : throw new InvalidOperationException($"the process for {string.Join(' ', arguments)} failed");
    }
}
