using System.Globalization;
using System.Security.Cryptography;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Output;

/// <summary>Says what was written to a <c>.mg</c> file, or to each of its volumes.</summary>
internal static class WriteSummary
{
    internal static void Print(MgWriteResult written, CommandContext context)
    {
        (string Path, long Length, string Sha)[] files = [.. written.Files.Select(Measure)];
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{CountText.Of(written.Count, "grain")}, {files.Sum(static file => file.Length)} bytes, {CountText.Of(written.Dropped, "duplicate")} dropped");
        if (files.Length == 1)
        {
            context.WriteLine($"{summary}, sha256 {files[0].Sha}");
            return;
        }
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary}, {files.Length} volumes"));
        foreach ((string path, long length, string sha) in files)
            context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: {length} bytes, sha256 {sha}"));
    }

    private static (string Path, long Length, string Sha) Measure(string path)
    {
        using FileStream file = InputFile.OpenRead(path);
        return (path, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
