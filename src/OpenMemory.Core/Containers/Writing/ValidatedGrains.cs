namespace OpenMemory;

/// <summary>A few grains of many that are added to a file, with what has to be known of each; filled anew for the next ones.</summary>
internal sealed class ValidatedGrains
{
    private const int Least = 64, Most = 1 << 11, MostBytes = 1 << 18;

    private ReadOnlyMemory<byte>[] _blobs = [];

    /// <summary>The number of grains; after <see cref="Validate"/>, of those before the first that is not sound.</summary>
    internal int Count { get; private set; }

    internal ReadOnlyMemory<byte>[] Elements { get; private set; } = [];

    internal ContentAddress[] Addresses { get; private set; } = [];

    internal long[] Times { get; private set; } = [];

    /// <summary>What is wrong with the grain behind the last one, or the default value.</summary>
    internal OmsFault Fault { get; private set; }

    /// <summary>Takes the next grains out of a list.</summary>
    /// <param name="all">The list.</param>
    /// <param name="next">The first of them; moved behind the last.</param>
    /// <param name="cores">Among how many the list is divided.</param>
    /// <returns>False where there is none left.</returns>
    internal bool Fill(IReadOnlyList<ReadOnlyMemory<byte>> all, ref int next, int cores)
    {
        if (Elements.Length == 0)
        {
            int size = Math.Clamp(all.Count / (2 * cores), Least, Most);
            (Elements, _blobs) = (new ReadOnlyMemory<byte>[size], new ReadOnlyMemory<byte>[size]);
        }
        Count = 0;
        for (long bytes = 0; next < all.Count && Count < Elements.Length && bytes < MostBytes; next++)
        {
            Elements[Count++] = all[next];
            bytes += Elements[Count - 1].Length;
        }
        return Count > 0;
    }

    /// <summary>Validates the grains up to the first that is not sound.</summary>
    internal void Validate(in GrainReadOptions options, bool needsAddresses, bool needsTimes)
    {
        if (Addresses.Length == 0) (Addresses, Times) = (new ContentAddress[Elements.Length], new long[Elements.Length]);
        Fault = default;
        for (int i = 0; i < Count; i++)
        {
            if (!MgElement.TryParse(Elements[i].Span, options, null, out GrainView view, out OmsFault fault))
            {
                (Fault, Count) = (fault, i);
                break;
            }
            if (needsTimes) Times[i] = SortEntry.TimeOf(view);
            _blobs[i] = MgElement.BlobIn(Elements[i]);
        }
        if (needsAddresses) ContentAddress.ComputeBatch(_blobs.AsSpan(0, Count), Addresses);
    }
}
