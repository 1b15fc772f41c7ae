namespace OpenMemory;

/// <summary>Which kinds of value, and of element, fit a type of field; bit n stands for kind n .</summary>
internal static class KindMasks
{
    private const int Text = 1 << (int)OmsValueKind.Text, Map = 1 << (int)OmsValueKind.Map, Array = 1 << (int)OmsValueKind.Array;
    private const int Integer = 1 << (int)OmsValueKind.Integer, Number = Integer | (1 << (int)OmsValueKind.Float);
    private const int Boolean = 1 << (int)OmsValueKind.Boolean;

    /// <summary>The kinds for a type. Integers in float fields and whole floats in integer fields are read as they are .</summary>
    internal static (int Allowed, int Elements) Of(FieldType type) => type switch
    {
        FieldType.Any => (-1, 0),
        FieldType.Text => (Text, 0),
        FieldType.TextOrMap => (Text | Map, 0),
        FieldType.Float64 or FieldType.Int64 or FieldType.EpochMs or FieldType.UInt8 => (Number, 0),
        FieldType.Boolean => (Boolean, 0),
        FieldType.Map => (Map, 0),
        FieldType.TextMap => (Map, Text),
        FieldType.IntMap => (Map, Integer),
        FieldType.TextArray => (Array, Text),
        FieldType.MapArray => (Array, Map),
        FieldType.ReferenceArray => (Array, Text | Map),
        FieldType.UInt8Array => (Array, Integer),
        _ => (Array, 0),
    };
}
