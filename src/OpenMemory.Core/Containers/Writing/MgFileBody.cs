using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>Puts a file together: header, offset index, grain region, manifest, footer (§11.2).</summary>
internal sealed class MgFileBody(GrainSpool spool, MgWriterOptions options, IndexManifest? manifest)
{
    private readonly GrainSequence _lengths = spool.Read(), _grains = spool.Read();

    /// <summary>Told after every so many grains; may be null.</summary>
    internal Action<long>? Progress { get; init; }

    internal CancellationToken CancellationToken { get; init; }

    /// <summary>Writes the next volume.</summary>
    internal void Write(Stream stream, MgVolume volume)
    {
        using HashedOutput output = new(stream, OrderedWork.CoresOr(options.Cores));
        MgFileHeader header = new(Flags(), (uint)volume.Count, FieldMapVersion: 1, options.Codec?.Id ?? 0);
        Span<byte> start = stackalloc byte[MgFileHeader.Size];
        header.Write(start);
        output.Write(start);
        WriteIndex(output, header, volume.Count);
        using IMgEncoder? encoder = options.Codec?.CreateEncoder();
        VolumeManifest? entries = manifest is null ? null : new(manifest);
        for (long i = 0; i < volume.Count; i++)
        {
            if ((i & 0xfff) == 0) CancellationToken.ThrowIfCancellationRequested();
            _grains.TryNextGrain(out ReadOnlySpan<byte> grain);
            if (encoder is null) output.Write(grain);
            else output.Write(grain, encoder, isFinal: false);
            entries?.See(grain);
            Progress?.Invoke(grain.Length);
        }
        if (encoder is not null) output.Write([], encoder, isFinal: true);
        if (entries is not null) output.Write(entries.ToBytes());
        output.WriteFooter();
    }

    private void WriteIndex(HashedOutput output, MgFileHeader header, long count)
    {
        Span<byte> entry = stackalloc byte[4];
        long position = options.Codec is null ? header.RegionStart : 0;
        for (long i = 0; i < count; i++)
        {
            _lengths.TryNextLength(out int length);
            BinaryPrimitives.WriteUInt32BigEndian(entry, (uint)position);
            output.Write(entry);
            position += length;
        }
    }

    private MgFileFlags Flags() =>
        (options.Sorted ? MgFileFlags.Sorted : 0) |
        (options.KeepDuplicates ? 0 : MgFileFlags.Deduplicated) |
        (options.Codec is null ? 0 : MgFileFlags.Compressed) | // OMS-11.3-1
        (manifest is null ? 0 : MgFileFlags.HasIndexManifest);
}
