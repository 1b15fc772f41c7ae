namespace OpenMemory;

/// <summary>Reads CBOR that <see cref="PayloadReader"/> has accepted, in either mode; nothing is checked again.</summary>
internal static class TrustedCbor
{
    /// <summary>Reads one value's head, and the value itself unless it is a container, and moves behind it.</summary>
    internal static void Read(ReadOnlySpan<byte> source, ref int position, out Token token)
    {
        byte marker = source[position];
        token = default;
        token.Encoding = PayloadEncoding.Cbor;
        token.Start = position;
        byte major = (byte)(marker & ~Cbor.InfoMask);
        if (major == Cbor.Other)
        {
            ReadOther(source, ref position, marker, ref token);
            return;
        }
        ulong number = ReadHead(source, ref position);
        switch (major)
        {
            case Cbor.Unsigned:
                token.Kind = OmsValueKind.Integer;
                token.Bits = (long)number;
                token.IsUnsigned = number > long.MaxValue;
                return;
            case Cbor.Negative:
                token.Kind = OmsValueKind.Integer;
                token.Bits = ~(long)number;
                return;
        }
        token.ContentStart = position;
        token.Length = (int)number;
        token.Kind = major switch
        {
            Cbor.Text => OmsValueKind.Text,
            Cbor.Bytes => OmsValueKind.Bytes,
            Cbor.Map => OmsValueKind.Map,
            _ => OmsValueKind.Array,
        };
        if (major is Cbor.Text or Cbor.Bytes) position += token.Length;
    }

    /// <summary>Reads a key's head and answers the length of its text, at which the position then is.</summary>
    internal static int ReadKeyLength(ReadOnlySpan<byte> source, ref int position) => (int)ReadHead(source, ref position);

    private static ulong ReadHead(ReadOnlySpan<byte> source, ref int position)
    {
        int info = source[position++] & Cbor.InfoMask;
        if (info < Cbor.OneByte) return (ulong)info;
        int size = 1 << (info - Cbor.OneByte);
        ulong number = CborHead.Read(source[position..], size);
        position += size;
        return number;
    }

    private static void ReadOther(ReadOnlySpan<byte> source, ref int position, byte marker, ref Token token)
    {
        position++;
        if (marker < Cbor.Half)
        {
            if (marker == Cbor.Null) return;
            token.Kind = OmsValueKind.Boolean;
            token.Bits = marker & 1;
            return;
        }
        int size = 1 << (marker - Cbor.Half + 1);
        token.Kind = OmsValueKind.Float;
        token.Bits = BitConverter.DoubleToInt64Bits(CborFloat.Read(source[position..], size));
        position += size;
    }
}
