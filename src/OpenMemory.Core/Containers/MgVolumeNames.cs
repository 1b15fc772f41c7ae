using System.Globalization;

namespace OpenMemory;

/// <summary>The names of a set of volumes: <c>memory.mg</c> becomes <c>memory.001.mg</c>, <c>memory.002.mg</c>, …, <c>memory.1000.mg</c>.</summary>
internal static class MgVolumeNames
{
    private const int Digits = 3;

    /// <param name="path">The name of the whole.</param>
    /// <param name="number">The volume, from 1.</param>
    internal static string Of(string path, int number)
    {
        string extension = Path.GetExtension(path);
        return string.Create(CultureInfo.InvariantCulture, $"{path[..^extension.Length]}.{number:000}{extension}");
    }

    /// <summary>The number of a volume of the whole; 0 for the whole itself, -1 for every other name.</summary>
    /// <param name="path">The name of the whole.</param>
    /// <param name="name">A name in the same folder.</param>
    internal static int NumberOf(string path, ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> whole = Path.GetFileName(path.AsSpan()), extension = Path.GetExtension(whole), stem = whole[..^extension.Length];
        if (name.SequenceEqual(whole)) return 0;
        int digits = name.Length - whole.Length - 1;
        if (digits < Digits || !name.StartsWith(stem) || !name.EndsWith(extension) || name[stem.Length] != '.') return -1;
        ReadOnlySpan<char> text = name.Slice(stem.Length + 1, digits);
        bool isOne = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && (digits == Digits || text[0] != '0');
        return isOne ? number : -1;
    }

    /// <summary>The name of the whole whose first volume a path names, or null.</summary>
    internal static string? WholeOfFirst(string path)
    {
        string extension = Path.GetExtension(path), rest = path[..^extension.Length];
        return Path.GetExtension(rest) == ".001" ? rest[..^(Digits + 1)] + extension : null;
    }

    /// <summary>The names of all wholes in a folder of which there are volumes, for who writes many files there.</summary>
    internal static HashSet<string> WholesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(static file => Whole(Path.GetFileName(file))).OfType<string>()];

    /// <summary>Refuses a name under which there are volumes: a single file would hide them, and volumes would join them.</summary>
    /// <exception cref="IOException">A set of volumes of that name exists, or a part of one.</exception>
    internal static void RefuseExisting(string path)
    {
        if (Existing(path) is [int first, ..])
            throw new IOException($"A set of volumes is not replaced; remove it first: {Of(path, first)}");
    }

    private static string? Whole(string name)
    {
        string extension = Path.GetExtension(name), stem = name[..^extension.Length];
        string whole = stem[..^Path.GetExtension(stem).Length] + extension;
        return NumberOf(whole, name) > 0 ? whole : null;
    }

    /// <summary>The numbers of the volumes that exist, ascending, whether the set is whole or not.</summary>
    internal static int[] Existing(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder).Select(file => NumberOf(path, Path.GetFileName(file.AsSpan()))).Where(static number => number > 0).Order()];
    }
}
