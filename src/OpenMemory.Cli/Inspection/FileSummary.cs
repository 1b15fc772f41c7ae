using System.Runtime.InteropServices;

namespace OpenMemory.Cli.Inspection;

/// <summary>What is in a <c>.mg</c> file, counted in one pass over its grains.</summary>
internal sealed class FileSummary
{
    private readonly Dictionary<byte[], long> _namespaces = new(new Utf8Comparer());

    /// <summary>Grains by the type byte of their header.</summary>
    internal long[] Types { get; } = new long[256];

    /// <summary>Grains by the sensitivity bits of their header.</summary>
    internal long[] Sensitivities { get; } = new long[4];

    /// <summary>Grains by namespace, as UTF-8; those without one are not in here.</summary>
    internal IReadOnlyDictionary<byte[], long> Namespaces => _namespaces;

    internal long Count { get; private set; }
    internal long WithoutNamespace { get; private set; }

    /// <summary>Grains whose payload cannot be read: damaged, or of a kind that this version does not read.</summary>
    internal long Unreadable { get; private set; }

    internal long TotalBytes { get; private set; }
    internal int SmallestBytes { get; private set; } = int.MaxValue;
    internal int LargestBytes { get; private set; }

    /// <summary>Earliest time of a header, in seconds; zero means that there is none, and is not counted.</summary>
    internal uint Earliest { get; private set; } = uint.MaxValue;
    internal uint Latest { get; private set; }

    /// <summary>Counts all grains, on all processors.</summary>
    internal static FileSummary Of(MgFileReader reader)
    {
        int parts = Math.Clamp(reader.Count / 4096, 1, Environment.ProcessorCount);
        FileSummary[] summaries = new FileSummary[parts];
        Parallel.For(0, parts, part =>
        {
            FileSummary summary = new();
            int end = (int)((long)reader.Count * (part + 1) / parts);
            for (int index = (int)((long)reader.Count * part / parts); index < end; index++) summary.Add(reader[index]);
            summaries[part] = summary;
        });
        foreach (FileSummary other in summaries.AsSpan(1)) summaries[0].Add(other);
        return summaries[0];
    }

    private void Add(ReadOnlySpan<byte> blob)
    {
        Count++;
        TotalBytes += blob.Length;
        SmallestBytes = Math.Min(SmallestBytes, blob.Length);
        LargestBytes = Math.Max(LargestBytes, blob.Length);
        if (!GrainHeader.TryRead(blob, out GrainHeader header))
        {
            Unreadable++;
            return;
        }
        Types[(byte)header.Type]++;
        Sensitivities[(int)header.Sensitivity]++;
        if (header.CreatedAtSeconds != 0)
        {
            Earliest = Math.Min(Earliest, header.CreatedAtSeconds);
            Latest = Math.Max(Latest, header.CreatedAtSeconds);
        }
        AddNamespace(blob);
    }

    private void AddNamespace(ReadOnlySpan<byte> blob)
    {
        if (!GrainView.TryParse(blob, out GrainView view, out _, new GrainReadOptions { SkipSchema = true })) Unreadable++;
        else if (view.TryGet(Field.Namespace, out FieldValue value) && value.Kind == OmsValueKind.Text)
            CollectionsMarshal.GetValueRefOrAddDefault(_namespaces.GetAlternateLookup<ReadOnlySpan<byte>>(), value.Utf8, out _)++;
        else WithoutNamespace++;
    }

    private void Add(FileSummary other)
    {
        for (int i = 0; i < Types.Length; i++) Types[i] += other.Types[i];
        for (int i = 0; i < Sensitivities.Length; i++) Sensitivities[i] += other.Sensitivities[i];
        foreach ((byte[] name, long count) in other._namespaces)
            CollectionsMarshal.GetValueRefOrAddDefault(_namespaces, name, out _) += count;
        Count += other.Count;
        WithoutNamespace += other.WithoutNamespace;
        Unreadable += other.Unreadable;
        TotalBytes += other.TotalBytes;
        SmallestBytes = Math.Min(SmallestBytes, other.SmallestBytes);
        LargestBytes = Math.Max(LargestBytes, other.LargestBytes);
        Earliest = Math.Min(Earliest, other.Earliest);
        Latest = Math.Max(Latest, other.Latest);
    }
}
