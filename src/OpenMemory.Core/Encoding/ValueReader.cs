using System.Text;

namespace OpenMemory;

/// <summary>Copies validated MessagePack into values. Depth was bounded when the bytes were validated.</summary>
internal static class ValueReader
{
    internal static OmsValue Read(ReadOnlySpan<byte> source, ref int position)
    {
        TrustedReader.Read(source, ref position, out Token token);
        switch (token.Kind)
        {
            case OmsValueKind.Boolean: return token.Bits != 0;
            case OmsValueKind.Integer: return token.IsUnsigned ? (ulong)token.Bits : token.Bits;
            case OmsValueKind.Float: return BitConverter.Int64BitsToDouble(token.Bits);
            case OmsValueKind.Text: return Encoding.UTF8.GetString(source.Slice(token.ContentStart, token.Length));
            case OmsValueKind.Bytes: return OmsValue.Adopt(source.Slice(token.ContentStart, token.Length).ToArray());
            case OmsValueKind.Array: return ReadArray(source, ref position, token.Length);
            case OmsValueKind.Map: return ReadMap(source, ref position, token.Length);
            default: return OmsValue.Null;
        }
    }

    private static OmsValue ReadArray(ReadOnlySpan<byte> source, ref int position, int count)
    {
        OmsValue[] elements = new OmsValue[count];
        for (int i = 0; i < count; i++) elements[i] = Read(source, ref position);
        return OmsValue.Adopt(elements);
    }

    private static OmsMap ReadMap(ReadOnlySpan<byte> source, ref int position, int count)
    {
        Dictionary<string, OmsValue> entries = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = Read(source, ref position).AsText();
            entries[key] = Read(source, ref position);
        }
        return OmsMap.Adopt(entries);
    }
}
