using System.Buffers;

namespace OpenMemory;

public sealed partial class IndexManifest
{
    /// <summary>Reads a manifest: one map that fills the bytes, whose first byte says the encoding .</summary>
    /// <param name="bytes">All bytes of the manifest; how many they may be is for the caller to say.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>The manifest. Keys of entries that are not known are left out.</returns>
    /// <exception cref="OmsException">The bytes are no such map; the offset counts from their beginning.</exception>
    public static IndexManifest Parse(ReadOnlySpan<byte> bytes, ManifestReadOptions options = default)
    {
        if (!TryParse(bytes, out IndexManifest manifest, out OmsFault fault, options)) Throw.Fault(fault);
        return manifest;
    }

    /// <summary>Reads a manifest without throwing.</summary>
    /// <param name="bytes">All bytes of the manifest.</param>
    /// <param name="manifest">The manifest, or <see cref="Empty"/>.</param>
    /// <param name="fault">What is wrong, or the default value.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>Whether the bytes are sound.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out IndexManifest manifest, out OmsFault fault, ManifestReadOptions options = default) =>
        ManifestReader.TryRead(bytes, options, out manifest, out fault);

    /// <summary>Writes the canonical bytes.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="encoding">MessagePack, or CBOR where all grains of the file are CBOR .</param>
    /// <exception cref="OmsException">A status holds a lone surrogate, or the manifest is larger than 2 GiB.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such encoding.</exception>
    public void WriteTo(IBufferWriter<byte> output, PayloadEncoding encoding = PayloadEncoding.MessagePack)
    {
        ArgumentNullException.ThrowIfNull(output);
        EncodingRule.Require(encoding);
        WriterState state = WriterState.Rent();
        try
        {
            output.Write(ManifestWriter.Write(_entries, encoding, state));
        }
        finally
        {
            state.Return();
        }
    }

    /// <summary>The canonical bytes in a new array.</summary>
    /// <param name="encoding">MessagePack, or CBOR where all grains of the file are CBOR .</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="OmsException">A status holds a lone surrogate, or the manifest is larger than 2 GiB.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such encoding.</exception>
    public byte[] ToBytes(PayloadEncoding encoding = PayloadEncoding.MessagePack)
    {
        EncodingRule.Require(encoding);
        WriterState state = WriterState.Rent();
        try
        {
            return ManifestWriter.Write(_entries, encoding, state).ToArray();
        }
        finally
        {
            state.Return();
        }
    }

    /// <summary>
    /// Measures a map at the start of bytes whose keys are all addresses, in either encoding, for the search of R-2. Only the
    /// shape counts; nothing is allocated.
    /// </summary>
    /// <param name="bytes">Bytes that may begin with such a map.</param>
    /// <param name="length">Its length in bytes, or 0.</param>
    /// <returns>Whether they do.</returns>
    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, out int length)
    {
        long steps = long.MaxValue;
        return ManifestWalker.TryMeasure(bytes, ref steps, out length);
    }

    /// <summary>Measures with a bound on the work, which a search from many positions shares.</summary>
    /// <param name="bytes">Bytes that may begin with such a map.</param>
    /// <param name="steps">Values that may still be looked at; at 0 the answer is no.</param>
    /// <param name="length">The length of the map in bytes, or 0.</param>
    /// <returns>Whether there is one.</returns>
    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, ref long steps, out int length) =>
        ManifestWalker.TryMeasure(bytes, ref steps, out length);
}
