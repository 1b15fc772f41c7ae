namespace OpenMemory;

internal ref partial struct PayloadReader
{
    private bool TryReadCbor(ref Token token, byte marker)
    {
        int position = _position, info = marker & Cbor.InfoMask;
        token.Encoding = PayloadEncoding.Cbor;
        byte major = (byte)(marker & ~Cbor.InfoMask);
        if (major == Cbor.Other) return TryReadCborOther(ref token, marker);
        if (major == Cbor.Tag) return Fail(OmsErrorCode.Corrupt, "OMS-16.2-5", "Tags are not allowed", position);
        if (!TryReadHead(info, out ulong number, out int size)) return false;
        int contentStart = position + size;
        switch (major)
        {
            case Cbor.Unsigned or Cbor.Negative:
                return TryTakeInteger(ref token, major == Cbor.Negative, number, contentStart);
            case Cbor.Text:
                return number <= int.MaxValue ? TryReadText(ref token, contentStart, (int)number) : Truncated(position);
            case Cbor.Bytes:
                return number <= int.MaxValue ? TryTakeBytes(ref token, contentStart, (long)number) : Truncated(position);
            default:
                return TryReadContainer(ref token, major == Cbor.Map ? OmsValueKind.Map : OmsValueKind.Array, size, number);
        }
    }

    /// <summary>Reads a head's number, which must stand in the shortest form (RFC 8949 §4.2.1).</summary>
    private bool TryReadHead(int info, out ulong number, out int size)
    {
        int position = _position;
        number = (ulong)info;
        size = 1;
        if (info < Cbor.OneByte) return true;
        if (info == Cbor.Indefinite) return Fail(OmsErrorCode.Corrupt, "OMS-16.2-5", "Indefinite lengths are not allowed", position);
        if (info > Cbor.EightBytes) return Fail(OmsErrorCode.Corrupt, "R-26", "The head of a value is reserved", position);
        size = 1 + (1 << (info - Cbor.OneByte));
        if (_source.Length - position < size) return Truncated(position);
        number = CborHead.Read(_source[(position + 1)..], size - 1);
        return size == Cbor.HeadSize(number) || Tolerate("OMS-16.2-2", "The head of a value is not in its shortest form", position);
    }

    private bool TryTakeInteger(ref Token token, bool isNegative, ulong number, int end)
    {
        if (isNegative && number > long.MaxValue)
            return Fail(OmsErrorCode.Corrupt, "OMS-4.2-2", "An integer is below −2⁶³", token.Start);
        token.Kind = OmsValueKind.Integer;
        token.Bits = isNegative ? ~(long)number : (long)number;
        token.IsUnsigned = !isNegative && number > long.MaxValue;
        _position = end;
        return true;
    }

    private bool TryReadCborOther(ref Token token, byte marker)
    {
        int position = _position;
        switch (marker)
        {
            case Cbor.False or Cbor.True:
                token.Kind = OmsValueKind.Boolean;
                token.Bits = marker & 1;
                _position = position + 1;
                return true;
            case Cbor.Null:
                _position = position + 1;
                return true;
            case Cbor.Half or Cbor.Single or Cbor.Double: return TryReadCborFloat(ref token, 1 << (marker - Cbor.Half + 1));
            case Cbor.Other | Cbor.Indefinite: return Fail(OmsErrorCode.Corrupt, "OMS-16.2-5", "A break stands outside an indefinite length", position);
            default: return Fail(OmsErrorCode.Corrupt, "R-26", "Simple values other than false, true and null are not allowed", position);
        }
    }

    private bool TryReadCborFloat(ref Token token, int size)
    {
        int position = _position;
        if (_source.Length - position <= size) return Truncated(position);
        double value = CborFloat.Read(_source[(position + 1)..], size);
        if (!double.IsFinite(value)) return Fail(OmsErrorCode.FloatInvalid, "OMS-4.3-4", "A float is not a number or is infinite", position);
        token.Kind = OmsValueKind.Float;
        token.Bits = BitConverter.DoubleToInt64Bits(value);
        _position = position + 1 + size;
        return size == CborFloat.Size(value) || Tolerate("OMS-16.2-2", "A float is not in its shortest form", position);
    }
}
