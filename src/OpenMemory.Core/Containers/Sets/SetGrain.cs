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
    internal static ReadOnlySpan<byte> Namespace(GrainView grain) => Text(grain, Field.Namespace);

    /// <summary>The data subject; empty where there is none, or none that can be read.</summary>
    internal static ReadOnlySpan<byte> UserId(GrainView grain) => Text(grain, Field.UserId);

    /// <summary>
    /// The payload's <c>created_at</c> in milliseconds; where it cannot be read, the header's second, unless that is blank.
    /// </summary>
    internal static bool TryGetTime(GrainView grain, out long time)
    {
        time = 1000L * grain.Header.CreatedAtSeconds;
        if (!grain.IsSealed && grain.TryGetCore(Field.CreatedAt, out FieldValue value))
        {
            if (value.Kind == OmsValueKind.Integer) time = value.IsUnsigned ? long.MaxValue : value.Int64;
            else if (value.Kind == OmsValueKind.Float) time = (long)value.Float64; // whole where the schema was checked; saturates
            if (value.Kind is OmsValueKind.Integer or OmsValueKind.Float) return true;
        }
        return grain.Header.CreatedAtSeconds != 0;
    }

    private static ReadOnlySpan<byte> Text(GrainView grain, Field field) =>
        !grain.IsSealed && grain.TryGetCore(field, out FieldValue value) && value.Kind == OmsValueKind.Text ? value.Utf8 : default;
}
