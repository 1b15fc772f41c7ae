using System.Globalization;

namespace OpenMemory.Cli.Input;

/// <summary>Reads blobs from whatever holds them: a <c>.mg</c> file, a framed stream, a raw blob, hexadecimal lines, lines of <c>encode</c>, or JSON grains.</summary>
internal sealed class BlobInput(InputReader input)
{
    private readonly HexDecoder _hex = new();

    /// <summary>Takes one blob; the bytes are valid during the call only.</summary>
    internal delegate void Sink(ReadOnlySpan<byte> blob);

    /// <summary>Makes a blob of a grain's JSON; where there is none, JSON grains are refused.</summary>
    internal Func<ReadOnlyMemory<byte>, GrainBlob>? EncodeGrain { get; init; }

    /// <summary>How a <c>.mg</c> file is opened; its grains are for the sink to read.</summary>
    internal ReadingMode Mode { get; init; }

    /// <summary>Whether grains of a framed stream whose signed flag and envelope do not agree are handed on, for a sink that counts them.</summary>
    internal bool TakesUnsound { get; init; }

    /// <summary>Takes the fault of a record of a text, and its place; where there is none, the first fault ends the reading.</summary>
    internal Action<OmsFault, string>? TakeFault { get; init; }

    /// <summary>Takes the index manifest of a <c>.mg</c> file, where there is one.</summary>
    internal Action<IndexManifest>? TakeManifest { get; init; }

    /// <summary>Hands every blob to <paramref name="sink"/>; its faults are reported with the place of the blob.</summary>
    /// <exception cref="BadDataException">A record is bad.</exception>
    internal void ForEach(Sink sink)
    {
        switch (input.Format)
        {
            case InputFormat.MgFile:
                ReadMgFile(sink);
                break;
            case InputFormat.FramedStream:
                new FramedInput(input.OpenStream(), TakesUnsound).ForEach(sink);
                break;
            case InputFormat.Blob:
                sink(input.ReadBlob().Span);
                break;
            default:
                ReadText(sink);
                break;
        }
    }

    private void ReadMgFile(Sink sink)
    {
        using MgSource source = input.OpenMgFile(Mode);
        MgFileReader reader = source.Reader;
        if (reader.Manifest is { } manifest) TakeManifest?.Invoke(manifest);
        foreach (MgGrain grain in reader)
        {
            try
            {
                sink(grain.Bytes);
            }
            catch (OmsException exception)
            {
                throw new BadDataException(
                    exception.Fault.At(reader.OffsetOf(grain.Index)),
                    string.Create(CultureInfo.InvariantCulture, $"in grain {grain.Index}, counted from 0"));
            }
        }
    }

    private void ReadText(Sink sink)
    {
        foreach (ReadOnlyMemory<byte> record in input.ReadRecords())
        {
            try
            {
                sink(ToBlob(record));
            }
            catch (OmsException exception)
            {
                if (TakeFault is null) throw new BadDataException(exception.Fault, input.Place);
                TakeFault(exception.Fault, input.Place);
            }
        }
    }

    private ReadOnlySpan<byte> ToBlob(ReadOnlyMemory<byte> record)
    {
        if (record.Span[0] != '{') return _hex.Decode(record.Span);
        if (BlobLine.TryRead(record.Span, out BlobLine line)) return line.ToBlob(_hex);
        return EncodeGrain is null ? throw NoBlob(record.Span) : EncodeGrain(record).Span;
    }

    private Exception NoBlob(ReadOnlySpan<byte> json)
    {
        OmsMap map = GrainJson.ParseMap(json);
        return map.ContainsKey("type") || map.ContainsKey("$opaque")
            ? new UsageException($"this is a grain's JSON, not a blob; 'encode' reads it ({input.Place})")
            : new OmsException(new OmsFault(OmsErrorCode.Corrupt, "R-26", "A line of JSON has no blob"));
    }
}
