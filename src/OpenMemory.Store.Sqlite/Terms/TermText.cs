using System.Security.Cryptography;

namespace OpenMemory.Store.Sqlite;

/// <summary>Texts as terms keep them: whole, or of a long one the beginning and a hash, behind a byte that no text has.</summary>
internal static class TermText
{
    /// <summary>The longest text that is kept whole, in bytes.</summary>
    internal const int MaxWhole = 255;

    /// <summary>How much of a long one is kept, in bytes.</summary>
    internal const int Kept = 200;

    /// <summary>The longest term.</summary>
    internal const int MaxLength = MaxWhole;

    private const byte Cut = 0xff;

    /// <summary>Writes a text as a term.</summary>
    /// <returns>How many bytes it has.</returns>
    internal static int Write(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        if (text.Length <= MaxWhole)
        {
            text.CopyTo(destination);
            return text.Length;
        }
        text[..Kept].CopyTo(destination);
        destination[Kept] = Cut;
        return Kept + 1 + SHA256.HashData(text, destination[(Kept + 1)..]);
    }
}
