using System.Globalization;

namespace OpenMemory;

/// <summary>The names of a set of volumes: <c>memory.mg</c> becomes <c>memory.001.mg</c>, <c>memory.002.mg</c>, ….</summary>
internal static class MgVolumeNames
{
    /// <param name="path">The name of the whole.</param>
    /// <param name="number">The volume, from 1.</param>
    internal static string Of(string path, int number)
    {
        string extension = Path.GetExtension(path);
        return string.Create(CultureInfo.InvariantCulture, $"{path[..^extension.Length]}.{number:000}{extension}");
    }
}
