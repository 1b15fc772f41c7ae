using System.Globalization;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>What the kernel says of this process's memory (Linux).</summary>
internal static class ProcessMemory
{
    /// <summary>The most memory that was resident at once, in bytes, pages of mapped files included.</summary>
    internal static long Peak => Read("VmHWM:");

    /// <summary>Memory that is resident and not a page of a file, in bytes.</summary>
    internal static long Anonymous => Read("RssAnon:");

    private static long Read(string name)
    {
        if (!OperatingSystem.IsLinux()) return 0;
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
    }
}
