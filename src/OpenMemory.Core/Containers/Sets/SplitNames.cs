using System.Buffers;

namespace OpenMemory;

/// <summary>
/// File names for keys from strangers. They are lowercase ASCII, so that no two are one name where case or normalization do not
/// count, and different keys have different names: the tilde is only in those with a hash.
/// </summary>
internal static class SplitNames
{
    /// <summary>The file of grains without a key; no key has it, because names of keys begin with a letter or a digit.</summary>
    internal const string Without = "_without" + Extension;

    /// <summary>What every name ends with.</summary>
    internal const string Extension = ".mg";

    private const int MaxClean = 64, MaxPrefix = 40, HashDigits = 32;

    private static readonly SearchValues<byte> s_clean = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._@-"u8);

    internal static string Of(ReadOnlySpan<byte> key)
    {
        if (key.Length <= MaxClean && !key.ContainsAnyExcept(s_clean) && char.IsAsciiLetterOrDigit((char)key[0]) && key[^1] != '.')
        {
            string name = System.Text.Encoding.ASCII.GetString(key);
            if (!IsReserved(name) && !IsVolume(name)) return name + Extension;
        }
        return $"{Prefix(key)}~{ContentAddress.Compute(key).ToString()[..HashDigits]}{Extension}";
    }

    private static string Prefix(ReadOnlySpan<byte> key)
    {
        Span<char> prefix = stackalloc char[MaxPrefix];
        int length = 0;
        foreach (byte b in key[..Math.Min(key.Length, MaxPrefix)])
        {
            byte lower = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
            bool isKept = s_clean.Contains(lower) && (length > 0 || char.IsAsciiLetterOrDigit((char)lower));
            if (isKept) prefix[length++] = (char)lower;
            else if (length > 0 && prefix[length - 1] != '-') prefix[length++] = '-';
        }
        string cleaned = new(prefix[..length].TrimEnd("-."));
        return cleaned.Length == 0 || IsReserved(cleaned) ? "key" : cleaned;
    }

    /// <summary>Names of volumes: <c>anna.001.mg</c> would be taken for a part of <c>anna.mg</c>, which is another key's file.</summary>
    private static bool IsVolume(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot >= 0 && name.Length - dot > 3 && !name.AsSpan(dot + 1).ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Names of devices on Windows, whatever follows a dot.</summary>
    private static bool IsReserved(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string stem = dot < 0 ? name : name[..dot];
        return stem is "con" or "prn" or "aux" or "nul" || (stem.Length == 4 && stem[..3] is "com" or "lpt" && char.IsAsciiDigit(stem[3]));
    }
}
