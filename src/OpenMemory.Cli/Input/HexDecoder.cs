using System.Buffers;

namespace OpenMemory.Cli.Input;

/// <summary>Decodes hexadecimal into a buffer that is used again.</summary>
internal sealed class HexDecoder
{
    private static readonly SearchValues<byte> s_digits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private byte[] _bytes = new byte[1024];

    /// <summary>The bytes, valid until the next call.</summary>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: something that is not a pair of hexadecimal digits.</exception>
    internal ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> hex)
    {
        if (hex.Length / 2 > _bytes.Length) _bytes = new byte[Math.Max(hex.Length / 2, 2 * _bytes.Length)];
        if (Convert.FromHexString(hex, _bytes, out _, out int written) == OperationStatus.Done) return _bytes.AsSpan(0, written);
        int offset = hex.IndexOfAnyExcept(s_digits);
        string what = offset < 0 ? "Hexadecimal text has an even number of digits" : "A character is not a hexadecimal digit";
        throw new OmsException(new OmsFault(OmsErrorCode.Corrupt, "R-26", what, offset < 0 ? hex.Length : offset));
    }
}
