using System.Globalization;

namespace OpenMemory.Cli.Conformance;

/// <summary>Shows where two byte sequences part, a few bytes of each.</summary>
internal static class BytesDifference
{
    private const int Window = 16;

    /// <summary>The two sides in short, or null for equal bytes.</summary>
    internal static (string Expected, string Actual)? Find(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        if (expected.SequenceEqual(actual)) return null;
        int offset = expected.CommonPrefixLength(actual);
        return (Show(expected, offset), Show(actual, offset));
    }

    private static string Show(ReadOnlySpan<byte> bytes, int offset)
    {
        ReadOnlySpan<byte> window = bytes[offset..Math.Min(bytes.Length, offset + Window)];
        string more = offset + Window < bytes.Length ? "…" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{bytes.Length} bytes, at offset {offset}: {Convert.ToHexStringLower(window)}{more}");
    }
}
