namespace OpenMemory;

/// <summary>Which grains go to which file of a split: the positions of each part, in the order of the file.</summary>
internal sealed class SplitPlan
{
    private const int None = -1;

    private readonly int[] _order;
    private readonly int[] _ends;
    private readonly int _keys;

    private SplitPlan(int[] partOf, int keys)
    {
        _keys = keys;
        int[] next = new int[keys + 2];
        foreach (int part in partOf) next[Place(part) + 1]++;
        for (int part = 1; part < next.Length; part++) next[part] += next[part - 1];
        _order = new int[partOf.Length];
        for (int i = 0; i < partOf.Length; i++) _order[next[Place(partOf[i])]++] = i;
        _ends = next[..^1]; // filled up, every part has come to its end
    }

    /// <summary>The number of parts; the last one may be that of grains without a key.</summary>
    internal int Count => _keys + (GrainsOf(_keys).IsEmpty ? 0 : 1);

    internal static SplitPlan Of(MgFileReader file, in MgSplitOptions options, ProgressMeter? progress, CancellationToken cancellationToken)
    {
        int maxFiles = options.MaxFiles > 0 ? options.MaxFiles : MgSplitOptions.DefaultMaxFiles;
        int[] partOf = new int[file.Count];
        Dictionary<ContentAddress, int> parts = []; // keys by their hash, because a stranger may make them long
        Span<byte> buffer = stackalloc byte[SplitKey.MaxPeriod];
        foreach (MgGrain grain in file)
        {
            if ((grain.Index & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> key = SplitKey.Of(SetGrain.Parse(file, grain.Index, grain.Bytes, options.Reading), options.By, buffer);
            int part = None;
            if (!key.IsEmpty && !parts.TryGetValue(ContentAddress.Compute(key), out part))
            {
                if (parts.Count == maxFiles)
                    Throw.Fault(OmsErrorCode.NotSupported, "R-50", $"The grains have more than {maxFiles} keys, each of which would be a file; raise the limit", file.OffsetOf(grain.Index));
                part = parts.Count;
                parts.Add(ContentAddress.Compute(key), part);
            }
            partOf[grain.Index] = part;
            progress?.Add(grain.Bytes.Length);
        }
        return new SplitPlan(partOf, parts.Count);
    }

    internal bool IsWithout(int part) => part == _keys;

    internal ReadOnlySpan<int> GrainsOf(int part) => _order.AsSpan((part == 0 ? 0 : _ends[part - 1])..(_ends[part]));

    private int Place(int part) => part == None ? _keys : part;
}
