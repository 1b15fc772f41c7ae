using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>What these tests do as a process of its own.</summary>
internal static class StoreChild
{
    private static readonly Stream s_output = Console.OpenStandardOutput();

    /// <summary>The entry point; the test runner does not use it.</summary>
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["work", string path, string seed]: return await LoadChild.RunAsync(path, NumberOf(seed));
            case ["publish", string path, string milliseconds]: return await PublishingChild.RunAsync(path, NumberOf(milliseconds));
            case ["contend", string path, string name, string milliseconds]: return await ContendingChild.RunAsync(path, name, NumberOf(milliseconds));
            default: return 2;
        }
    }

    internal static Process Start(params string[] args)
    {
        ProcessStartInfo start = new("dotnet", [typeof(StoreChild).Assembly.Location, .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredPGO"] = "0"; // it lives for a moment
        return Process.Start(start)!;
    }

    /// <summary>One write for a line: a pipe takes a short one whole or not at all, and it is with the reader when this returns.</summary>
    internal static void Say(string line) => s_output.Write(Encoding.ASCII.GetBytes(line + "\n"));

    private static int NumberOf(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
