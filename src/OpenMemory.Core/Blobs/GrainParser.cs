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
    /// <param name="tolerance">Receives deviations in the Compatible mode; null in the Canonical one.</param>
    /// <param name="header">The header.</param>
    /// <param name="root">The payload map; a sealed payload has none.</param>
    /// <param name="index">Where the fields are.</param>
    /// <param name="fault">What is wrong.</param>
    /// <returns>Whether the blob is sound.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> blob, in GrainReadOptions options, Tolerance? tolerance, out GrainHeader header, out Token root, ref FieldIndex index, out OmsFault fault)
    {
        root = default;
        CodecLimits limits = options.EffectiveLimits;
        if (!CheckFrame(blob, options.InsideEnvelope, limits.MaxBlobBytes, out header, out fault)) return false;
        if ((header.Flags & GrainFlags.Encrypted) != 0) return true; // sealed: opaque, whatever it holds
        if ((header.Flags & GrainFlags.Compressed) != 0)
            return Failed(new(OmsErrorCode.NotSupported, "R-9", "A compressed payload is read with its codec only", 1), out fault);
        if (!EncodingRule.TryDecide(header.Flags, blob[GrainHeader.Size], tolerance, out PayloadEncoding encoding, out fault)) return false;

        if (tolerance is not null) tolerance.CanonicalDepth = options.Limits.Or(CodecLimits.Untrusted).MaxDepth;
        PayloadReader reader = new(blob, GrainHeader.Size, encoding, limits.MaxDepth, tolerance);
        if (!reader.TryRead(out root)) return Failed(reader.Fault, out fault);
        if (root.Kind != OmsValueKind.Map) return CheckOther(ref reader, root, out fault);
        SchemaCheck schema = new(blob, header, EffectiveMap.For((byte)header.Type), tolerance, options.SkipSchema);
        return header.Type.HasSchema()
            ? CheckPayload(blob, ref reader, root, ref schema, tolerance, ref index, out fault)
            : CheckOpaque(blob, ref reader, root, ref schema, options.SkipSchema, out fault);
    }

    /// <summary>Checks what can be told without looking at the payload.</summary>
    internal static bool CheckFrame(ReadOnlySpan<byte> blob, bool inEnvelope, int maxBytes, out GrainHeader header, out OmsFault fault)
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

    private static bool CheckOther(ref PayloadReader reader, scoped in Token root, out OmsFault fault)
    {
        if (!reader.TrySkipInside(root, 1)) return Failed(reader.Fault, out fault);
        // Whatever follows: what the 1.2-draft wrote behind its ten-byte header is no map either (legacy §8).
        return Failed(new(OmsErrorCode.NotMap, "OMS-3.1-11", "The payload is not a map", GrainHeader.Size), out fault);
    }

    [SkipLocalsInit]
    private static bool CheckPayload(
        ReadOnlySpan<byte> blob, ref PayloadReader reader, scoped in Token root, ref SchemaCheck schema, Tolerance? tolerance, ref FieldIndex index, out OmsFault fault)
    {
        EffectiveMap map = schema.Map;
        CompatibleKeys? others = tolerance is null ? null : new(map, blob[2]);
        index = FieldIndex.Start(root.Length);
        Token previous = default;
        ulong previousPrefix = 0;
        int first = reader.BeginMap();
        for (int i = 0; i < root.Length; i++)
        {
            if (!reader.TryReadKey(out Token key, out ulong prefix)) return Failed(reader.Fault, out fault);
            if (i > 0 && !reader.TryOrder(previous, previousPrefix, key, prefix)) return Failed(reader.Fault, out fault);
            if (!reader.TryRead(out Token value)) return Failed(reader.Fault, out fault);
            if (value.Kind is OmsValueKind.Null or >= OmsValueKind.Array
                && !(reader.TryNotNull(value) && reader.TrySkipInside(value, 2))) return Failed(reader.Fault, out fault);
            previous = key;
            previousPrefix = prefix;
            tolerance?.AddKey(key);
            if (value.Kind == OmsValueKind.Null) continue; // only the Compatible mode comes here: read as absent

            int slot = map.FindKey(prefix, reader.Content(key));
            index.Add(slot, value.Start);
            if (slot >= 0)
            {
                schema.Add(slot, value);
                others?.AddCurrent(slot);
            }
            else if (others is not null) others.Add(blob, key, value);
            else if (map.FindName(prefix, reader.Content(key)) < 0) schema.AddUnknown(key);
            else
                return Failed(new(OmsErrorCode.Corrupt, "OMS-6-1", "A field stands under its full name", key.Start), out fault);
        }
        if (!reader.TryEndMap(first)) return Failed(reader.Fault, out fault);
        if (reader.Position != blob.Length) return Failed(Trailing(reader.Position), out fault);
        others?.Report(ref schema, tolerance!);
        schema.Finish();
        if (others is not null)
        {
            CompatibleMarks marks = new(schema.UsesIntegrationKeys, schema.SkipsSchema, tolerance!);
            marks.LookAtAll(new FieldValue(blob, root), map);
            others.LookAt(blob, marks);
        }
        return schema.Passed(out fault);
    }

    /// <summary>A grain whose schema is not known: every byte is checked, and what all types share.</summary>
    private static bool CheckOpaque(
        ReadOnlySpan<byte> blob, ref PayloadReader reader, scoped in Token root, ref SchemaCheck schema, bool skipSchema, out OmsFault fault)
    {
        if (!reader.TrySkipInside(root, 1)) return Failed(reader.Fault, out fault);
        if (reader.Position != blob.Length) return Failed(Trailing(reader.Position), out fault);
        fault = default;
        if (skipSchema) return true;
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
