namespace OpenMemory;

/// <summary>Which values fit a field, and which numbers are in its range (OMS-6.1-1).</summary>
internal static class KindRules
{
    /// <summary>Whether a value, and its elements where the type names them, have the right kind.</summary>
    /// <param name="definition">The field.</param>
    /// <param name="source">The blob, read in full.</param>
    /// <param name="value">The value.</param>
    /// <param name="offset">Where the wrong value stands.</param>
    internal static bool Fits(FieldDefinition definition, ReadOnlySpan<byte> source, in Token value, out int offset)
    {
        offset = value.Start;
        if (((definition.AllowedKinds >> (int)value.Kind) & 1) == 0) return false;
        if (value.Kind == OmsValueKind.Float && definition.Type is FieldType.Int64 or FieldType.EpochMs or FieldType.UInt8)
            return double.IsInteger(BitConverter.Int64BitsToDouble(value.Bits));
        return definition.ElementKinds == 0 || ElementsFit(definition.ElementKinds, source, value, ref offset);
    }

    /// <summary>Whether a number, or every number of an array, is in its field's range.</summary>
    internal static bool InRange(FieldDefinition definition, ReadOnlySpan<byte> source, in Token value) => value.Kind switch
    {
        OmsValueKind.Integer or OmsValueKind.Float => InRange(definition, value),
        OmsValueKind.Array when definition.Type == FieldType.UInt8Array => AreBytes(source, value),
        _ => true,
    };

    private static bool AreBytes(ReadOnlySpan<byte> source, in Token array)
    {
        int position = array.ContentStart;
        for (int i = 0; i < array.Length; i++)
        {
            TrustedReader.Read(source, array.Encoding, ref position, out Token element);
            if (element.IsUnsigned || element.Bits is < 0 or > byte.MaxValue) return false;
        }
        return true;
    }

    private static bool InRange(FieldDefinition definition, in Token value)
    {
        bool isFloat = value.Kind == OmsValueKind.Float;
        double number = isFloat ? BitConverter.Int64BitsToDouble(value.Bits) : value.IsUnsigned ? (ulong)value.Bits : value.Bits;
        bool fitsType = definition.Type switch
        {
            FieldType.UInt8 => number is >= 0 and <= 255,
            FieldType.Int64 or FieldType.EpochMs => isFloat ? number is >= -9223372036854775808.0 and < 9223372036854775808.0 : !value.IsUnsigned,
            _ => true,
        };
        return fitsType && definition.Range switch
        {
            FieldRange.Unit => number is >= 0 and <= 1,
            FieldRange.NonNegative => number >= 0,
            _ => true,
        };
    }

    private static bool ElementsFit(int allowed, ReadOnlySpan<byte> source, in Token container, ref int offset)
    {
        int position = container.ContentStart;
        for (int i = 0; i < container.Length; i++)
        {
            if (container.Kind == OmsValueKind.Map) TrustedReader.Skip(source, container.Encoding, ref position);
            int start = position;
            TrustedReader.Read(source, container.Encoding, ref position, out Token element);
            bool isAbsent = element.Kind == OmsValueKind.Null && container.Kind == OmsValueKind.Map; // in the Compatible mode only
            if (!isAbsent && ((allowed >> (int)element.Kind) & 1) == 0)
            {
                offset = start;
                return false;
            }
            if (element.Kind >= OmsValueKind.Array)
            {
                position = start;
                TrustedReader.Skip(source, container.Encoding, ref position);
            }
        }
        return true;
    }
}
