using OpenMemory.Compression;

namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/files.md; the document shows the lines between the marks.</summary>
internal static class FilesExamples
{
    internal static List<ContentAddress> Read(ContentAddress address, DateTimeOffset monday)
    {
        List<ContentAddress> seen = [];
        void Use(ReadOnlySpan<byte> bytes) => seen.Add(ContentAddress.Compute(bytes));
        // <read>
        using MgFileReader file = MgFileReader.Open("memory.mg", new() { Codecs = SystemCodecs.All });
        file.Verify(MgCheck.Canonical).ThrowIfFaulty();

        ReadOnlySpan<byte> grain = file[12345];                       // a window, nothing is copied
        foreach (MgGrain each in file) Use(each.Bytes);               // a pass in a buffer of 1 MiB
        foreach (int i in file.Where(new() { Namespace = "support:billing", From = monday })) Use(file[i]); // 9 bytes of each grain
        if (file.TryFind(address, out int index)) Use(file[index]);
        // </read>
        Use(grain);
        return seen;
    }

    internal static MgWriteResult Write(IEnumerable<GrainBlob> grains, IndexManifest manifest, IProgress<MgProgress>? progress, CancellationToken cancellationToken)
    {
        // <write>
        using MgFileWriter writer = MgFileWriter.Create("memory.mg", new() { Sorted = true, Codec = SystemCodecs.Zstd });
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Manifest = manifest; // state of grains that are not in the file is left out
        MgWriteResult written = writer.Complete(progress, cancellationToken);
        // </write>
        return written;
    }
}
