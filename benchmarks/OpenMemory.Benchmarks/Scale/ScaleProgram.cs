using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>
/// <c>scale [--grains n] [--folder path]</c>: writes, verifies and reads files of n grains (10 million unless told) and prints a
/// table. Every step is a process of its own, so that its peak of memory is its own.
/// </summary>
internal static class ScaleProgram
{
    private const int DefaultGrains = 10_000_000;

    private static readonly string[] s_steps =
    [
        "encode", "write", "write-sorted", "write-zstd", "write-zstd-9", "write-lz4", "gzip", "verify", "verify-sorted", "verify-zstd", "verify-lz4", "read", "filter", "find", "open",
    ];

    internal static int Run(ReadOnlySpan<string> args)
    {
        int grains = DefaultGrains;
        string folder = Path.Combine(Path.GetTempPath(), "openmemory-scale");
        string? step = null;
        for (int i = 0; i + 1 < args.Length; i += 2)
        {
            if (args[i] == "--grains") grains = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
            else if (args[i] == "--folder") folder = args[i + 1];
            else if (args[i] == "--step") step = args[i + 1];
        }
        if (step is not null)
        {
            foreach (ScaleRow row in new ScaleSteps(folder, grains).Run(step)) Console.WriteLine(row);
            return 0;
        }
        Directory.CreateDirectory(folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{grains:N0} grains, {Environment.ProcessorCount} cores, .NET {Environment.Version}\n\n{ScaleRow.Head}"));
        foreach (string name in s_steps) RunChild(name, grains, folder);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static void RunChild(string step, int grains, string folder)
    {
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ScaleProgram).Assembly.Location] : [];
        using Process child = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [.. program, "scale", "--step", step, "--grains", grains.ToString(CultureInfo.InvariantCulture), "--folder", folder]))!;
        child.WaitForExit();
        if (child.ExitCode != 0) Console.WriteLine($"| {step} | failed | | | | |");
    }
}
