namespace OpenMemory;

internal sealed partial class CanonicalWriter
{
    /// <summary>Copies a value out of a payload that was validated, in whichever encoding, with its keys in this one's order.</summary>
    internal void Copy(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position)
    {
        TrustedReader.Read(source, encoding, ref position, out Token token);
        switch (token.Kind)
        {
            case OmsValueKind.Null: WriteNull(); break;
            case OmsValueKind.Boolean: WriteBoolean(token.Bits != 0); break;
            case OmsValueKind.Integer when token.IsUnsigned: WriteUnsigned((ulong)token.Bits); break;
            case OmsValueKind.Integer: WriteInteger(token.Bits); break;
            case OmsValueKind.Float: WriteDouble(BitConverter.Int64BitsToDouble(token.Bits)); break;
            case OmsValueKind.Text: WriteText(source.Slice(token.ContentStart, token.Length)); break;
            case OmsValueKind.Bytes: WriteBytes(source.Slice(token.ContentStart, token.Length)); break;
            case OmsValueKind.Array:
                BeginArray(token.Length);
                for (int i = token.Length; i > 0; i--) Copy(source, encoding, ref position);
                EndArray();
                break;
            default: CopyMap(source, encoding, ref position, token.Length); break;
        }
    }

    private void CopyMap(ReadOnlySpan<byte> source, PayloadEncoding encoding, ref int position, int count)
    {
        BeginMap();
        for (int i = count; i > 0; i--)
        {
            int length = TrustedReader.ReadKeyLength(source, encoding, ref position);
            WriteKey(source.Slice(position, length));
            position += length;
            Copy(source, encoding, ref position);
        }
        EndMap();
    }
}
