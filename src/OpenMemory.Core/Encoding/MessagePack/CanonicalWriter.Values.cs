namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    /// <summary>Writes a value as it is: keys verbatim, null entries left out (OMS-4.5-1). Depth bounds the recursion.</summary>
    internal void WriteValue(in OmsValue value)
    {
        switch (value.Kind)
        {
            case OmsValueKind.Null: WriteNull(); break;
            case OmsValueKind.Boolean: WriteBoolean(value.AsBoolean()); break;
            case OmsValueKind.Integer when value.IsUnsigned: WriteUnsigned(value.AsUInt64()); break;
            case OmsValueKind.Integer: WriteInteger(value.AsInt64()); break;
            case OmsValueKind.Float: WriteDouble(value.AsDouble()); break;
            case OmsValueKind.Text: WriteText(value.AsText()); break;
            case OmsValueKind.Bytes: WriteBytes(value.AsBytes().Span); break;
            case OmsValueKind.Array:
                BeginArray(value.Elements.Length);
                foreach (ref readonly OmsValue element in value.Elements) WriteValue(element);
                EndArray();
                break;
            default: WriteMap(value.AsMap()); break;
        }
    }

    /// <summary>Writes a map with its keys verbatim.</summary>
    internal void WriteMap(OmsMap map)
    {
        BeginMap();
        foreach ((string key, OmsValue value) in map)
        {
            if (value.IsNull) continue;
            WriteKey(key);
            WriteValue(value);
        }
        EndMap();
    }
}
