using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>
/// Validates a blob in one pass, in the order of OMS-19-2: length, version, signed flag, encoding, size, then every byte of
/// the payload, then the schema. Allocates nothing.
/// </summary>
internal static class GrainParser
{
    /// <summary>Checks a blob.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="options">How to read.</param>
    /// <param name="header">The header.</param>
    /// <param name="root">The payload map; a sealed payload has none.</param>
    /// <param name="index">Where the fields are.</param>
    /// <param name="fault">What is wrong.</param>
    /// <returns>Whether the blob is sound.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> blob, in GrainReadOptions options, out GrainHeader header, out Token root, ref FieldIndex index, out OmsFault fault)
    {
        root = default;
        CodecLimits limits = options.Limits.OrDefault;
        if (!CheckFrame(blob, options.InsideEnvelope, limits.MaxBlobBytes, out header, out fault)) return false;
        if ((header.Flags & GrainFlags.Encrypted) != 0) return true; // sealed: opaque, whatever it holds
        if (!CheckEncoding(blob[GrainHeader.Size], header, out fault)) return false;

        PayloadReader reader = new(blob, GrainHeader.Size, limits.MaxDepth);
        if (!reader.TryRead(out root)) return Failed(reader.Fault, out fault);
        if (root.Kind != OmsValueKind.Map) return CheckOther(ref reader, root, blob.Length, out fault);
        return header.Type.HasSchema()
            ? CheckPayload(blob, header, options.SkipSchema, ref reader, root, ref index, out fault)
            : CheckOpaque(blob, header, options.SkipSchema, ref reader, root, out fault);
    }

    private static bool CheckFrame(ReadOnlySpan<byte> blob, bool inEnvelope, int maxBytes, out GrainHeader header, out OmsFault fault)
    {
        header = default;
        if (blob.Length < GrainHeader.MinBlobBytes)
            return Failed(new(OmsErrorCode.TooShort, "OMS-3.1-1", "A blob has at least 10 bytes", blob.Length), out fault);
        if (!GrainHeader.TryRead(blob, out header))
            return Failed(new(OmsErrorCode.Version, "OMS-3.1-2", $"Version byte 0x{blob[0]:x2} is not known", 0), out fault);
        if (header.Type == GrainType.None)
            return Failed(new(OmsErrorCode.UnknownType, "R-22", "The type byte is 0x00", 2), out fault);
        if (((header.Flags & GrainFlags.Signed) != 0) != inEnvelope)
        {
            string message = inEnvelope ? "An envelope holds a blob whose signed flag is clear" : "The signed flag is set, but there is no envelope";
            return Failed(new(OmsErrorCode.SignedMismatch, "OMS-9.2-1", message, 1), out fault);
        }
        if (blob.Length > maxBytes)
            return Failed(new(OmsErrorCode.Corrupt, "OMS-3.3-2", $"The blob is larger than {maxBytes} bytes", maxBytes), out fault);
        fault = default;
        return true;
    }

    /// <summary>The first payload byte decides the encoding and bit 5 must agree (OMS-3.1-11, R-19).</summary>
    private static bool CheckEncoding(byte marker, GrainHeader header, out OmsFault fault)
    {
        fault = default;
        if ((header.Flags & GrainFlags.Compressed) != 0)
            return Failed(new(OmsErrorCode.NotSupported, "R-9", "Reading a compressed payload is not supported", 1), out fault);
        if ((header.Flags & GrainFlags.Cbor) == 0)
            return !MsgPack.IsCborMap(marker) || Failed(new(OmsErrorCode.NotMap, "R-19", "The payload is not a MessagePack map", GrainHeader.Size), out fault);
        return MsgPack.IsMap(marker)
            ? Failed(new(OmsErrorCode.NotMap, "R-19", "Flag bit 5 says CBOR, but the payload is not a CBOR map", GrainHeader.Size), out fault)
            : Failed(new(OmsErrorCode.NotSupported, "R-58", "Reading a CBOR payload is not supported", GrainHeader.Size), out fault);
    }

    private static bool CheckOther(ref PayloadReader reader, scoped in Token root, int length, out OmsFault fault)
    {
        if (!reader.TrySkipInside(root, 1)) return Failed(reader.Fault, out fault);
        if (reader.Position != length) return Failed(Trailing(reader.Position), out fault);
        return Failed(new(OmsErrorCode.NotMap, "OMS-3.1-11", "The payload is not a map", GrainHeader.Size), out fault);
    }

    [SkipLocalsInit]
    private static bool CheckPayload(ReadOnlySpan<byte> blob, GrainHeader header, bool skipSchema, ref PayloadReader reader, scoped in Token root, ref FieldIndex index, out OmsFault fault)
    {
        EffectiveMap map = EffectiveMap.For((byte)header.Type);
        index = FieldIndex.Start(root.Length);
        SchemaCheck schema = new(blob, header, map);
        Token previous = default;
        ulong previousPrefix = 0;
        for (int i = 0; i < root.Length; i++)
        {
            if (!reader.TryReadKey(out Token key, out ulong prefix)) return Failed(reader.Fault, out fault);
            if (i > 0 && !reader.TryOrder(previous, previousPrefix, key, prefix)) return Failed(reader.Fault, out fault);
            if (!reader.TryRead(out Token value)) return Failed(reader.Fault, out fault);
            if (value.Kind is OmsValueKind.Null or >= OmsValueKind.Array
                && !(reader.TryNotNull(value) && reader.TrySkipInside(value, 2))) return Failed(reader.Fault, out fault);

            int slot = map.FindKey(prefix, reader.Content(key));
            index.Add(slot, value.Start);
            if (slot >= 0) schema.Add(slot, value);
            else if (map.FindName(prefix, reader.Content(key)) >= 0)
                return Failed(new(OmsErrorCode.Corrupt, "OMS-6-1", "A field stands under its full name", key.Start), out fault);
            previous = key;
            previousPrefix = prefix;
        }
        if (reader.Position != blob.Length) return Failed(Trailing(reader.Position), out fault);
        schema.Finish();
        return schema.Passed(out fault, skipSchema);
    }

    /// <summary>A grain whose schema is not known: every byte is checked, and what all types share.</summary>
    private static bool CheckOpaque(ReadOnlySpan<byte> blob, GrainHeader header, bool skipSchema, ref PayloadReader reader, scoped in Token root, out OmsFault fault)
    {
        if (!reader.TrySkipInside(root, 1)) return Failed(reader.Fault, out fault);
        if (reader.Position != blob.Length) return Failed(Trailing(reader.Position), out fault);
        fault = default;
        if (skipSchema) return true;
        SchemaCheck schema = new(blob, header, EffectiveMap.Opaque);
        schema.FinishOpaque(root);
        return schema.Passed(out fault);
    }

    private static OmsFault Trailing(int position) =>
        new(OmsErrorCode.Corrupt, "OMS-4.9-3", "Bytes follow the payload", position);

    private static bool Failed(in OmsFault reason, out OmsFault fault)
    {
        fault = reason;
        return false;
    }
}
