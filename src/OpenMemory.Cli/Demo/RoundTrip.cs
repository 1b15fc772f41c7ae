namespace OpenMemory.Cli.Demo;

/// <summary>Compares a file with the grains it was made of, knowing nothing but its bytes.</summary>
internal sealed class RoundTrip
{
    internal int Grains { get; private set; }
    internal int Addresses { get; private set; }
    internal int Blobs { get; private set; }
    internal int SameJson { get; private set; }
    internal int References { get; private set; }
    internal int AllReferences { get; private set; }

    internal static RoundTrip Compare(ReadOnlyMemory<byte> file, IReadOnlyList<DemoStep> steps)
    {
        RoundTrip result = new();
        using MgFileReader reader = MgFileReader.Open(file);
        result.Grains = reader.Count;
        foreach (DemoStep step in steps)
        {
            result.AllReferences += step.References.Count;
            result.References += step.References.Count(address => reader.TryFind(address, out _));
            if (!reader.TryFind(step.Blob.Address, out int index)) continue;
            ReadOnlySpan<byte> blob = reader[index];
            if (ContentAddress.Compute(blob) == step.Blob.Address) result.Addresses++;
            if (blob.SequenceEqual(step.Blob.Span)) result.Blobs++;
            if (Json(Grain.Read(blob)).Equals(Json(step.Grain))) result.SameJson++;
        }
        return result;
    }

    internal bool IsLossless(int steps) =>
        Grains == steps && Addresses == steps && Blobs == steps && SameJson == steps && References == AllReferences;

    // JSON objects have no order, so they are compared as maps.
    private static OmsMap Json(Grain grain) => GrainJson.ParseMap(CommandContext.Utf8.GetBytes(GrainJson.ToJson(grain)));
}
