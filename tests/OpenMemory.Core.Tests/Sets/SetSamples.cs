namespace OpenMemory.Tests;

/// <summary>A population of grains of many users, namespaces, times, sensitivities, types and encodings, with index state.</summary>
internal static class SetSamples
{
    internal static readonly string?[] Users = ["anna", "Anna", "", null, "../../etc/passwd", "zo\u00eb", "con"];
    internal static readonly string?[] Namespaces = ["support", null, "support:billing", ""];
    internal static readonly long[] Times = [0, 999, 1000, -1, 1_768_471_200_123, 1_768_471_200_000, long.MaxValue, long.MinValue];

    /// <summary>A sealed grain as others may write it: opaque .</summary>
    internal static byte[] Sealed(uint seconds = 0)
    {
        byte[] blob = [0x01, 0x02, 0x08, 0, 0, 0, 0, 0, 0, 0x81, 0xa1, 0x76, 0x01];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(5), seconds);
        return blob;
    }

    internal static Grain Make(int number)
    {
        Random random = new(number);
        string? user = Pick(random, Users), name = Pick(random, Namespaces);
        long time = Pick(random, Times);
        string[]? tags = Pick<string[]?>(random, [null, ["pii:email"], ["phi:diagnosis"], ["reg:gdpr"]]);
        if (number % 7 == 0)
        {
            OmsMap map = new() { ["t"] = "app", ["n"] = number, ["ca"] = time, ["user"] = user, ["ns"] = name };
            return new CustomGrain(0xf1) { Map = map };
        }
        if (number % 2 == 0) return new Reasoning { Conclusion = $"number {number}", CreatedAt = time, UserId = user, Namespace = name, StructuralTags = tags };
        return new Event { Content = $"number {number}", CreatedAt = time, UserId = user, Namespace = name, StructuralTags = tags };
    }

    internal static GrainBlob Blob(int number)
    {
        GrainBlob blob = Make(number).ToBlob();
        return number % 5 == 0 ? blob.Transcode(PayloadEncoding.Cbor) : blob;
    }

    internal static GrainBlob[] Blobs(int from, int count) => [.. Enumerable.Range(from, count).Select(Blob)];

    /// <summary>State for about half of the grains, by a seed.</summary>
    internal static IndexManifest Manifest(int seed, IEnumerable<GrainBlob> blobs) => IndexManifest.Create(
        blobs.Where(blob => ((int)blob.Address.Prefix64 + seed) % 2 == 0)
            .Select(blob => KeyValuePair.Create(blob.Address, ManifestSamples.State(new Random(seed ^ (int)blob.Address.Prefix64)))));

    internal static byte[] Write(MgWriterOptions options, IndexManifest? manifest, params IEnumerable<GrainBlob> blobs)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, options);
        foreach (GrainBlob blob in blobs) writer.Add(blob);
        writer.Manifest = manifest;
        writer.Complete();
        return stream.ToArray();
    }

    /// <summary>Merges files that are in memory.</summary>
    internal static byte[] Merge(MgWriterOptions options, params byte[][] files) => Merge(options, null, out _, files);

    internal static byte[] Merge(MgWriterOptions options, GrainFilter? filter, out MgMerge merge, params byte[][] files)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, options);
        merge = new(writer, filter);
        foreach (byte[] file in files)
        {
            using MgFileReader reader = MgFileReader.Open(file);
            merge.Add(reader);
        }
        merge.Complete();
        return stream.ToArray();
    }

    internal static ContentAddress[] Addresses(byte[] file)
    {
        using MgFileReader reader = MgFileReader.Open(file);
        return [.. Enumerable.Range(0, reader.Count).Select(reader.GetAddress)];
    }

    internal static MgDiffResult Diff(byte[] first, byte[] second, Action<MgDifference>? found = null)
    {
        using MgFileReader a = MgFileReader.Open(first), b = MgFileReader.Open(second);
        return MgDiff.Compare(a, b, found);
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
