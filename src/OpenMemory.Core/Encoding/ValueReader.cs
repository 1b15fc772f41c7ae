using System.Text;

namespace OpenMemory;

/// <summary>Copies validated payloads into values; null entries of maps are absent (OMS-4.5-1). Depth was bounded when the bytes were validated.</summary>
internal static class ValueReader
{
    internal static OmsValue Read(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position)
    {
        TrustedReader.Read(source, encoding, ref position, out Token token);
        switch (token.Kind)
        {
            case OmsValueKind.Boolean: return token.Bits != 0;
            case OmsValueKind.Integer: return token.IsUnsigned ? (ulong)token.Bits : token.Bits;
            case OmsValueKind.Float: return BitConverter.Int64BitsToDouble(token.Bits);
            case OmsValueKind.Text: return Encoding.UTF8.GetString(source.Slice(token.ContentStart, token.Length));
            case OmsValueKind.Bytes: return OmsValue.Adopt(source.Slice(token.ContentStart, token.Length).ToArray());
            case OmsValueKind.Array: return ReadArray(source, encoding, ref position, token.Length);
            case OmsValueKind.Map: return ReadMap(source, encoding, ref position, token.Length);
            default: return OmsValue.Null;
        }
    }

    private static OmsValue ReadArray(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position, int count)
    {
        OmsValue[] elements = new OmsValue[count];
        for (int i = 0; i < count; i++) elements[i] = Read(source, encoding, ref position);
        return OmsValue.Adopt(elements);
    }

    private static OmsMap ReadMap(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position, int count)
    {
        Dictionary<string, OmsValue> entries = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = Read(source, encoding, ref position).AsText();
            OmsValue value = Read(source, encoding, ref position);
            if (!value.IsNull) entries[key] = value;
        }
        return OmsMap.Adopt(entries);
    }
}
