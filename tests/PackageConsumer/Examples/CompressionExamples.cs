using OpenMemory;
using OpenMemory.Compression;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory.Compression.</summary>
internal static class CompressionExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static bool Run(string folder)
    {
        GrainBlob[] grains = [.. Enumerable.Range(0, 500).Select(static i =>
            new Event { Content = $"Message {i} about invoice INV-2041", CreatedAt = 1768471200000 + i, Namespace = "support:billing" }.ToBlob())];
        int count = Pack(grains);
        return count == 500 && new FileInfo(Path.Combine(folder, "messages.mg")).Length < grains.Sum(static grain => (long)grain.Length) / 2;
    }

    private static int Pack(GrainBlob[] grains)
    {
        // <compression>
        using (MgFileWriter writer = MgFileWriter.Create("messages.mg", new() { Codec = SystemCodecs.Zstd }))
        {
            foreach (GrainBlob grain in grains) writer.Add(grain);
            writer.Complete();
        }

        using MgFileReader file = MgFileReader.Open("messages.mg", new() { Codecs = SystemCodecs.All }); // zstd and LZ4
        Console.WriteLine($"{file.Count} grains, {file.Length} bytes");
        // </compression>
        return file.Verify(MgCheck.Addresses).IsSound ? file.Count : 0;
    }
}
