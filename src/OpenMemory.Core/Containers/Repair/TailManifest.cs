namespace OpenMemory;

/// <summary>Finds the manifest of a damaged file: the first map behind the grains whose keys are all addresses.</summary>
/// <param name="Start">Where it begins; -1 where there is none.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct TailManifest(long Start, long End)
{
    internal bool IsFound => Start >= 0;

    /// <param name="file">The file.</param>
    /// <param name="from">Where the last sound grain or the frame ends.</param>
    /// <param name="end">Where the manifest ends at the latest.</param>
    /// <param name="isExact">Whether the manifest must end there.</param>
    /// <param name="options">Limits.</param>
    internal static TailManifest Find(MgFileBytes file, long from, long end, bool isExact, MgReaderOptions options)
    {
        int maxBytes = options.EffectiveMaxManifestBytes;
        from = Math.Max(from, end - maxBytes - MgFileHeader.FooterSize);
        if (from >= end) return new(-1, end);
        ReadOnlySpan<byte> tail = file.Slice(from, (int)(end - from));
        long steps = 4L * tail.Length;
        for (int i = 0; i < tail.Length && steps > 0; i++)
        {
            if (!MsgPack.IsMap(tail[i]) && !Cbor.IsMap(tail[i])) continue;
            if (!IndexManifest.TryMeasure(tail[i..], ref steps, out int length) || length > maxBytes) continue;
            bool isEmpty = length < ContentAddress.TextLength; // any byte could be that
            if (isEmpty ? i == 0 && isExact && length == tail.Length : !isExact || i + length == tail.Length) return new(from + i, from + i + length);
        }
        return new(-1, end);
    }
}
