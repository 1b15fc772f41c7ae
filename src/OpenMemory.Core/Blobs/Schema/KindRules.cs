namespace OpenMemory;

/// <summary>Which values fit a field, and which numbers are in its range (OMS-6.1-1).</summary>
internal static class KindRules
{
    private const int Text = 1 << (int)OmsValueKind.Text, Map = 1 << (int)OmsValueKind.Map, Array = 1 << (int)OmsValueKind.Array;
    private const int Integer = 1 << (int)OmsValueKind.Integer, Float = 1 << (int)OmsValueKind.Float, Boolean = 1 << (int)OmsValueKind.Boolean;

    /// <summary>Whether a value, and its elements where the type names them, have the right kind.</summary>
    /// <param name="type">The field's type.</param>
    /// <param name="source">The blob, read in full.</param>
    /// <param name="value">The value.</param>
    /// <param name="offset">Where the wrong value stands.</param>
    internal static bool Fits(FieldType type, ReadOnlySpan<byte> source, in Token value, out int offset)
    {
        offset = value.Start;
        // Integers in float fields and whole floats in integer fields are read as they are.
        int allowed = type switch
        {
            FieldType.Any => -1,
            FieldType.Text => Text,
            FieldType.TextOrMap => Text | Map,
            FieldType.Float64 or FieldType.Int64 or FieldType.EpochMs or FieldType.UInt8 => Integer | Float,
            FieldType.Boolean => Boolean,
            FieldType.Map or FieldType.TextMap or FieldType.IntMap => Map,
            _ => Array,
        };
        if (((allowed >> (int)value.Kind) & 1) == 0) return false;
        if (value.Kind == OmsValueKind.Float && type is FieldType.Int64 or FieldType.EpochMs or FieldType.UInt8)
            return double.IsInteger(BitConverter.Int64BitsToDouble(value.Bits));
        int elements = type switch
        {
            FieldType.TextArray or FieldType.TextMap => Text,
            FieldType.MapArray => Map,
            FieldType.ReferenceArray => Text | Map,
            FieldType.UInt8Array or FieldType.IntMap => Integer,
            _ => 0,
        };
        return elements == 0 || ElementsFit(elements, source, value, ref offset);
    }

    /// <summary>Whether a number is in its field's range.</summary>
    internal static bool InRange(FieldDefinition definition, in Token value)
    {
        double number = value.Kind == OmsValueKind.Float ? BitConverter.Int64BitsToDouble(value.Bits)
            : value.IsUnsigned ? (ulong)value.Bits : value.Bits;
        return definition.Type switch
        {
            FieldType.UInt8 => number is >= 0 and <= 255,
            FieldType.Int64 or FieldType.EpochMs when value.IsUnsigned || number >= 9223372036854775808.0 || number < -9223372036854775808.0 => false,
            _ => definition.Range switch
            {
                FieldRange.Unit => number is >= 0 and <= 1,
                FieldRange.NonNegative => number >= 0,
                _ => true,
            },
        };
    }

    private static bool ElementsFit(int allowed, ReadOnlySpan<byte> source, in Token container, ref int offset)
    {
        int position = container.ContentStart;
        for (int i = 0; i < container.Length; i++)
        {
            if (container.Kind == OmsValueKind.Map) TrustedReader.Skip(source, ref position);
            int start = position;
            Token element = TrustedReader.Read(source, ref position);
            if (((allowed >> (int)element.Kind) & 1) == 0)
            {
                offset = start;
                return false;
            }
            if (element.Kind >= OmsValueKind.Array)
            {
                position = start;
                TrustedReader.Skip(source, ref position);
            }
        }
        return true;
    }
}
