using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>The CBOR grains of <c>spec-vectors</c>, and the MessagePack grains of the same content.</summary>
internal static class CborVectors
{
    /// <summary>Every CBOR blob that a reader must accept.</summary>
    internal static VectorBlob[] Blobs { get; } = [.. Load()];

    /// <summary>The same content in both encodings.</summary>
    internal static (VectorBlob MessagePack, VectorBlob Cbor)[] Pairs { get; } = FindPairs();

    private static IEnumerable<VectorBlob> Load() => Vectors.Rows("cbor").Select(static row => new VectorBlob(
        $"cbor: {row.GetProperty("name").GetString()}",
        Vectors.Hex(row, "blob_hex"),
        new() { InsideEnvelope = row.GetProperty("flags").TryGetProperty("signed", out JsonElement signed) && signed.GetBoolean() },
        HasGivenLevel: false));

    private static (VectorBlob MessagePack, VectorBlob Cbor)[] FindPairs()
    {
        Dictionary<string, VectorBlob> byAddress = [];
        foreach (VectorBlob blob in Vectors.Blobs) byAddress[ContentAddress.Compute(blob.Bytes).ToString()] = blob;
        return [.. Vectors.Rows("cbor").Zip(Blobs)
            .Select(pair => (Other: byAddress.GetValueOrDefault(pair.First.GetProperty("msgpack_address").GetString()!), Cbor: pair.Second))
            .Where(static pair => pair.Other is not null).Select(static pair => (pair.Other!, pair.Cbor))];
    }
}
