namespace OpenMemory;

/// <summary>Writes manifests; the canonical writer puts keys in their order and texts in normalization form C.</summary>
internal static class ManifestWriter
{
    private static readonly CodecLimits s_limits = new(int.MaxValue, 2);

    /// <summary>Writes what the states were given. The bytes are valid until the writer state is used again.</summary>
    internal static ReadOnlySpan<byte> Write(ReadOnlySpan<KeyValuePair<ContentAddress, IndexState>> entries, PayloadEncoding encoding, WriterState state)
    {
        CanonicalWriter writer = state.Writer;
        writer.Reset(0, s_limits, []);
        writer.BeginMap();
        Span<byte> address = stackalloc byte[ContentAddress.TextLength];
        foreach ((ContentAddress key, IndexState value) in entries)
        {
            key.TryFormat(address, out _, default, null);
            writer.WriteKey(address);
            Write(writer, value, address);
        }
        writer.EndMap();
        if (encoding == PayloadEncoding.MessagePack) return writer.Written;
        int position = 0;
        return state.Cbor.Transcode(writer.Written, ref position);
    }

    private static void Write(CanonicalWriter writer, IndexState state, Span<byte> scratch)
    {
        writer.BeginMap();
        if (state.GivenCount is { } count)
        {
            writer.WriteKey("ac"u8);
            writer.WriteInteger(count);
        }
        if (state.LastAccessedAt is { } last)
        {
            writer.WriteKey("laa"u8);
            writer.WriteInteger(last.Value);
        }
        if (state.RecStatus is { } rec)
        {
            writer.WriteKey("rstat"u8);
            writer.WriteText(rec);
        }
        if (state.SupersededBy is { } head)
        {
            writer.WriteKey("sb"u8);
            head.TryFormat(scratch, out _, default, null);
            writer.WriteText(scratch);
        }
        if (state.SystemValidTo is { } end)
        {
            writer.WriteKey("svt"u8);
            writer.WriteInteger(end.Value);
        }
        if (state.GivenStatus is { } status)
        {
            writer.WriteKey("vstatus"u8);
            writer.WriteText(status);
        }
        writer.EndMap();
    }
}
