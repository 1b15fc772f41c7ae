using System.Diagnostics;

namespace OpenMemory.Erasure.Tests;

/// <summary>What these tests do as a process of its own, to be killed.</summary>
internal static class ErasureChild
{
    /// <summary>The entry point; the test runner does not use it.</summary>
    public static int Main(string[] args) => args switch
    {
        ["salts", string path, string seed] => SaltsChild.Work(path, int.Parse(seed)),
        ["hold", string path] => SaltsChild.Hold(path),
        _ => 2,
    };

    internal static Process Start(params string[] args)
    {
        ProcessStartInfo start = new("dotnet", [typeof(ErasureChild).Assembly.Location, .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredPGO"] = "0"; // it lives for a moment
        return Process.Start(start)!;
    }
}
