using System.Buffers;

namespace OpenMemory;

/// <summary>What set operations read of a grain: the payload's word, of every type, in both modes.</summary>
internal static class SetGrain
{
    /// <summary>Validates a grain of a file; its fault says which one it is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="index">The grain's position.</param>
    /// <param name="bytes">The grain's bytes.</param>
    /// <param name="options">How to read.</param>
    /// <param name="of">Which file, where there are two.</param>
    /// <exception cref="OmsException">The grain is not sound.</exception>
    internal static GrainView Parse(MgFileReader file, int index, ReadOnlySpan<byte> bytes, in GrainReadOptions options, string of = "")
    {
        if (!MgElement.TryParse(bytes, options, null, out GrainView view, out OmsFault fault, file.Options.Codecs))
            Throw.Fault(fault.At(file.OffsetOf(index)) with { Message = $"Grain {index}{of}, counted from 0: {fault.Message}" });
        return view;
    }

    /// <summary>The namespace; empty where there is none, or none that can be read.</summary>
    internal static ReadOnlySpan<byte> Namespace(GrainView grain) => Text(grain, Field.Namespace, "ns"u8, "namespace"u8);

    /// <summary>The data subject; empty where there is none, or none that can be read.</summary>
    internal static ReadOnlySpan<byte> UserId(GrainView grain) => Text(grain, Field.UserId, "user"u8, "user_id"u8);

    /// <summary>
    /// The payload's <c>created_at</c> in milliseconds; where it cannot be read, the header's second, unless that is blank.
    /// </summary>
    internal static bool TryGetTime(GrainView grain, out long time)
    {
        time = 1000L * grain.Header.CreatedAtSeconds;
        if (!grain.IsSealed && Find(grain, Field.CreatedAt, "ca"u8, "created_at"u8, out FieldValue value))
        {
            if (value.Kind == OmsValueKind.Integer) time = value.IsUnsigned ? long.MaxValue : value.Int64;
            else if (value.Kind == OmsValueKind.Float) time = (long)value.Float64; // whole where the schema was checked; saturates
            if (value.Kind is OmsValueKind.Integer or OmsValueKind.Float) return true;
        }
        return grain.Header.CreatedAtSeconds != 0;
    }

    /// <summary>A text in normalization form C; the same bytes where it is that already.</summary>
    internal static ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> text)
    {
        if (Nfc.IsNormalized(text)) return text;
        ArrayBufferWriter<byte> normalized = new(text.Length);
        Nfc.Normalize(text, normalized);
        return normalized.WrittenSpan;
    }

    private static ReadOnlySpan<byte> Text(GrainView grain, Field field, ReadOnlySpan<byte> key, ReadOnlySpan<byte> name) =>
        !grain.IsSealed && Find(grain, field, key, name, out FieldValue value) && value.Kind == OmsValueKind.Text ? value.Utf8 : default;

    /// <summary>Finds a core field, in types without a schema by key or name.</summary>
    private static bool Find(GrainView grain, Field field, ReadOnlySpan<byte> key, ReadOnlySpan<byte> name, out FieldValue value) =>
        grain.TryGet(field, out value) || (!grain.Type.HasSchema() && (grain.TryGet(key, out value) || grain.TryGet(name, out value)));
}
