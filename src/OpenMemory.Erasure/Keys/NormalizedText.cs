using System.Buffers;
using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>A text in UTF-8 and normalization form C, wiped when it is no longer needed: user ids are personal data.</summary>
internal readonly ref struct NormalizedText : IDisposable
{
    private readonly byte[] _rented;
    private readonly byte[]? _normalized;

    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: a surrogate without its other half.</exception>
    internal NormalizedText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _rented = ArrayPool<byte>.Shared.Rent(StrictEncoding.GetMaxByteCount(text.Length));
        int length;
        try
        {
            length = StrictEncoding.GetBytes(text, _rented);
        }
        catch (System.Text.EncoderFallbackException)
        {
            ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
            throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-4.4-1", "A text holds a surrogate without its other half"));
        }
        Utf8 = _rented.AsSpan(0, length);
        if (Nfc.IsNormalized(Utf8)) return;
        ArrayBufferWriter<byte> normalized = new(length);
        Nfc.Normalize(Utf8, normalized);
        _normalized = normalized.WrittenSpan.ToArray();
        normalized.Clear();
        Utf8 = _normalized;
    }

    internal ReadOnlySpan<byte> Utf8 { get; }

    public void Dispose()
    {
        if (_normalized is not null) CryptographicOperations.ZeroMemory(_normalized);
        ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
    }

    private static System.Text.UTF8Encoding StrictEncoding { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
