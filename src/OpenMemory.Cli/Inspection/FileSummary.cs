using System.Runtime.InteropServices;

namespace OpenMemory.Cli.Inspection;

/// <summary>What is in a <c>.mg</c> file, counted in one pass over its grains.</summary>
internal sealed class FileSummary
{
    // The parts do not depend on the number of processors, so that every machine keeps the same names of a file with too many.
    private const int GrainsPerPart = 4096, MaxParts = 64;
    private const long NamesOfAPart = 4 << 20, NamesOfAll = 64 << 20, BytesBesideAName = 64;

    private readonly Dictionary<byte[], long> _namespaces = new(new Utf8Comparer());

    private long _bytesOfNames;

    /// <summary>Grains by the type byte of their header.</summary>
    internal long[] Types { get; } = new long[256];

    /// <summary>Grains by the sensitivity bits of their header.</summary>
    internal long[] Sensitivities { get; } = new long[4];

    /// <summary>Grains by namespace, as UTF-8; those without one are not in here.</summary>
    internal IReadOnlyDictionary<byte[], long> Namespaces => _namespaces;

    /// <summary>Readable grains by how their payload is written; sealed ones by what their header says.</summary>
    internal long[] Encodings { get; } = new long[2];

    internal long Count { get; private set; }

    /// <summary>Readable grains without a namespace; that of a sealed one is not known.</summary>
    internal long WithoutNamespace { get; private set; }

    /// <summary>Grains whose namespace is one of more than can be kept apart in bounded memory.</summary>
    internal long InUnkeptNamespaces { get; private set; }

    /// <summary>Grains whose payload is sealed.</summary>
    internal long Sealed { get; private set; }

    /// <summary>Grains in envelopes, whose signatures nobody has verified here.</summary>
    internal long Signed { get; private set; }

    /// <summary>Grains that show a part of another, whose address they name (§10).</summary>
    internal long Disclosed { get; private set; }

    /// <summary>Grains whose payload cannot be read: damaged, or of a kind that this version does not read.</summary>
    internal long Unreadable { get; private set; }

    internal long TotalBytes { get; private set; }
    internal int SmallestBytes { get; private set; } = int.MaxValue;
    internal int LargestBytes { get; private set; }

    /// <summary>Earliest time of a header, in seconds; zero means that there is none, and is not counted.</summary>
    internal uint Earliest { get; private set; } = uint.MaxValue;
    internal uint Latest { get; private set; }

    /// <summary>Counts all grains, on all processors.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="progress">Told the bytes done.</param>
    internal static FileSummary Of(MgFileReader reader, IProgress<long>? progress = null)
    {
        int parts = Math.Clamp(reader.Count / GrainsPerPart, 1, MaxParts);
        long done = 0;
        FileSummary[] summaries = new FileSummary[parts];
        Parallel.For(0, parts, part =>
        {
            FileSummary summary = new();
            long reported = 0;
            int end = (int)((long)reader.Count * (part + 1) / parts);
            for (int index = (int)((long)reader.Count * part / parts); index < end; index++)
            {
                summary.Add(reader[index]);
                if (progress is null || (index & 0xfff) != 0) continue;
                progress.Report(Interlocked.Add(ref done, summary.TotalBytes - reported));
                reported = summary.TotalBytes;
            }
            summaries[part] = summary;
        });
        foreach (FileSummary other in summaries.AsSpan(1)) summaries[0].Add(other);
        return summaries[0];
    }

    private void Add(ReadOnlySpan<byte> element)
    {
        Count++;
        TotalBytes += element.Length;
        SmallestBytes = Math.Min(SmallestBytes, element.Length);
        LargestBytes = Math.Max(LargestBytes, element.Length);
        if (!GrainHeader.TryRead(GrainBlob.BytesIn(element), out GrainHeader header))
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
        AddNamespace(element);
    }

    private void AddNamespace(ReadOnlySpan<byte> element)
    {
        if (!GrainView.TryParseDelivered(element, out GrainView view, out _, new GrainReadOptions { SkipSchema = true }))
        {
            Unreadable++;
            return;
        }
        Encodings[(int)view.Encoding]++;
        if (EnvelopeView.IsEnvelope(element)) Signed++;
        if (view.IsDisclosed) Disclosed++;
        if (view.IsSealed) Sealed++;
        else if (view.TryGet(Field.Namespace, out FieldValue value) && value.Kind == OmsValueKind.Text) AddNamespace(value.Utf8, 1, NamesOfAPart);
        else WithoutNamespace++;
    }

    private void AddNamespace(ReadOnlySpan<byte> name, long count, long budget)
    {
        var names = _namespaces.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (_bytesOfNames + name.Length + BytesBesideAName > budget && !names.ContainsKey(name))
        {
            InUnkeptNamespaces += count;
            return;
        }
        ref long counted = ref CollectionsMarshal.GetValueRefOrAddDefault(names, name, out bool known);
        counted += count;
        if (!known) _bytesOfNames += name.Length + BytesBesideAName;
    }

    private void Add(FileSummary other)
    {
        for (int i = 0; i < Types.Length; i++) Types[i] += other.Types[i];
        for (int i = 0; i < Sensitivities.Length; i++) Sensitivities[i] += other.Sensitivities[i];
        for (int i = 0; i < Encodings.Length; i++) Encodings[i] += other.Encodings[i];
        foreach ((byte[] name, long count) in other._namespaces) AddNamespace(name, count, NamesOfAll);
        Count += other.Count;
        Sealed += other.Sealed;
        Signed += other.Signed;
        Disclosed += other.Disclosed;
        WithoutNamespace += other.WithoutNamespace;
        InUnkeptNamespaces += other.InUnkeptNamespaces;
        Unreadable += other.Unreadable;
        TotalBytes += other.TotalBytes;
        SmallestBytes = Math.Min(SmallestBytes, other.SmallestBytes);
        LargestBytes = Math.Max(LargestBytes, other.LargestBytes);
        Earliest = Math.Min(Earliest, other.Earliest);
        Latest = Math.Max(Latest, other.Latest);
    }
}
