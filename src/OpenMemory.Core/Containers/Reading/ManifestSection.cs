namespace OpenMemory;

/// <summary>Finds the index manifest of a file and reads it (§11.7, R-2).</summary>
internal static class ManifestSection
{
    /// <summary>The shortest manifest: an empty map.</summary>
    private const int MinBytes = 1;

    /// <summary>Where the last grain of an uncompressed file ends and the manifest begins.</summary>
    internal static long FindStart(MgLayout layout, MgReaderOptions options, long end)
    {
        long start = OffsetTable.Read(layout.File, layout.Header.GrainCount - 1) + layout.Shift;
        int maxBlob = options.Limits.OrDefault.MaxBlobBytes;
        int most = MgElement.MaxBytes(layout.File.Slice(start, (int)Math.Min(end - start, 2)), maxBlob);
        ReadOnlySpan<byte> window = layout.File.Slice(start, (int)Math.Min(end - start, most + 1L));
        bool isSealed = window is [GrainHeader.Version, var flags, ..] && ((GrainFlags)flags & GrainFlags.Encrypted) != 0;
        if (MgElement.TryMeasure(window, options.Codecs, maxBlob, out int length, out OmsFault fault) && !(isSealed && !IsManifest(layout, options, start + length, end)))
        {
            if (length > most) Throw.Fault(OmsErrorCode.Corrupt, "OMS-3.3-2", $"The last grain is larger than {maxBlob} bytes", start);
            return start + length;
        }
        return Search(layout, options, start, end) ?? throw new OmsException(isSealed || !fault.IsFault ? Missing(start) : fault.At(start));
    }

    internal static void Read(MgLayout layout, MgReaderOptions options, long end)
    {
        long start = layout.ManifestStart;
        int maxBytes = options.EffectiveMaxManifestBytes;
        if (end - start < MinBytes) Throw.Fault(Missing(start));
        if (end - start > maxBytes) Throw.Fault(OmsErrorCode.Corrupt, "OMS-11.7-3", $"The index manifest is larger than {maxBytes} bytes", start);
        ReadOnlySpan<byte> bytes = layout.File.Slice(start, (int)(end - start));
        if (!IndexManifest.TryParse(bytes, out IndexManifest manifest, out OmsFault fault, new ManifestReadOptions { Mode = options.Mode }))
            Throw.Fault(MgFooter.Matches(layout.File, null, CancellationToken.None) ? fault.At(start) : MgFooter.Fault(layout.File)); // damage, not a lie
        layout.Manifest = manifest;
        foreach (Deviation deviation in manifest.Deviations) layout.Tolerance?.Add(deviation.Kind, deviation.Fault.At(start));
    }

    private static OmsFault Missing(long offset) => new(OmsErrorCode.Corrupt, "R-2", "No index manifest can be told behind the grains", offset);

    private static bool IsManifest(MgLayout layout, MgReaderOptions options, long start, long end) =>
        end - start <= options.EffectiveMaxManifestBytes && IndexManifest.TryMeasure(layout.File.Slice(start, (int)(end - start)), out int length) && length == end - start;

    /// <summary>
    /// The one place behind the last grain's beginning where a manifest starts that ends at the footer; null where there is none
    /// or more than one. Work is linear in the bytes that are searched.
    /// </summary>
    private static long? Search(MgLayout layout, MgReaderOptions options, long start, long end)
    {
        long first = Math.Max(start + GrainHeader.MinBlobBytes, end - options.EffectiveMaxManifestBytes);
        if (first >= end || first - start > options.Limits.OrDefault.MaxBlobBytes || end - first > Array.MaxLength) return null;
        ReadOnlySpan<byte> window = layout.File.Slice(first, (int)(end - first));
        long steps = window.Length; // a true manifest and random bytes need fewer, and nobody can demand more
        long? found = null;
        for (int i = 0; i < window.Length; i++)
        {
            if (!MsgPack.IsMap(window[i]) && !Cbor.IsMap(window[i])) continue;
            if (steps <= 0) return null;
            if (!IndexManifest.TryMeasure(window[i..], ref steps, out int length) || i + length != window.Length) continue;
            if (found is not null) return null;
            found = first + i;
        }
        return found;
    }
}
