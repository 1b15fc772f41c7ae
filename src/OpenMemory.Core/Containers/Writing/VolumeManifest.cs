using System.Buffers;

namespace OpenMemory;

/// <summary>Picks the manifest entries of the grains that are in one file; the others are left out of it.</summary>
internal sealed class VolumeManifest(IndexManifest all)
{
    private readonly Dictionary<ContentAddress, IndexState> _entries = [];
    private bool _sawCbor, _sawOther;

    internal void See(ReadOnlySpan<byte> grain)
    {
        if (IsCbor(grain)) _sawCbor = true;
        else _sawOther = true;
        if (all.Count == 0) return;
        ContentAddress address = ContentAddress.Compute(grain);
        if (all.TryGet(address, out IndexState state)) _entries[address] = state;
    }

    /// <summary>The manifest is CBOR only where all grains are .</summary>
    internal ReadOnlySpan<byte> ToBytes()
    {
        ArrayBufferWriter<byte> bytes = new();
        IndexManifest.Create(_entries, keepDefaults: true).WriteTo(bytes, _sawCbor && !_sawOther ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack);
        return bytes.WrittenSpan;
    }

    internal static bool IsCbor(ReadOnlySpan<byte> grain) => grain is [0x01, var flags, ..] && ((GrainFlags)flags & (GrainFlags.Cbor | GrainFlags.Encrypted)) == GrainFlags.Cbor;
}
