using System.Text;

namespace OpenMemory;

/// <summary>UTF-16 to UTF-8 that refuses lone surrogates instead of replacing them (OMS-4.4-4).</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: a lone surrogate.</exception>
    internal static byte[] GetBytes(string text)
    {
        try
        {
            return s_encoding.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new OmsException(Fault, exception);
        }
    }

    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: a lone surrogate.</exception>
    internal static void Check(ReadOnlySpan<char> text)
    {
        if (!IsValid(text)) Throw.Fault(Fault);
    }

    /// <summary>Whether a text has no lone surrogate, and so can be written.</summary>
    internal static bool IsValid(ReadOnlySpan<char> text)
    {
        for (int i = text.IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    private static OmsFault Fault => new(OmsErrorCode.Corrupt, "OMS-4.4-4", "A text holds a lone surrogate");
}
