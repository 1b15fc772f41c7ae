namespace OpenMemory;

/// <summary>What plain JSON cannot hold, and how it is written.</summary>
internal static class JsonNotation
{
    /// <summary>The one member of an object that stands for a byte string in base64.</summary>
    internal const string Bytes = "$bytes";

    /// <summary>The one member of an object that stands for a grain of a type without a schema.</summary>
    internal const string Opaque = "$opaque";

    /// <summary>Whether a lone key is <c>$bytes</c> or that with more dollar signs in front, which escape it.</summary>
    internal static bool IsReserved(string key) =>
        key.EndsWith(Bytes, StringComparison.Ordinal) && key.AsSpan(0, key.Length - Bytes.Length).Trim('$').IsEmpty;

    /// <summary>Whether a lone key in UTF-8 is one of those.</summary>
    internal static bool IsReserved(ReadOnlySpan<byte> key) => key.EndsWith("$bytes"u8) && !key[..^Bytes.Length].ContainsAnyExcept((byte)'$');
}
