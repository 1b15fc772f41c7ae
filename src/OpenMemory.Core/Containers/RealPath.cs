namespace OpenMemory;

/// <summary>Where a path leads when every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40; // as many as Linux follows

    /// <summary>Whether two paths lead to one file, by their names: hard links are two files, of which replacing one leaves the other.</summary>
    internal static bool AreSame(string path, string other) => string.Equals(
        Of(path), Of(other), OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>The full path without links; where it leads nowhere, as far as it leads.</summary>
    internal static string Of(string path)
    {
        int links = MaxLinks;
        return Follow(Path.GetFullPath(path), ref links);
    }

    private static string Follow(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } folder) return path;
        string whole = Path.Join(Follow(folder, ref links), Path.GetFileName(path));
        try
        {
            // The target of a full path is a full path; that of a relative one would be as the link has it.
            return links-- > 0 && File.ResolveLinkTarget(whole, returnFinalTarget: false) is { } target ? Follow(Path.GetFullPath(target.FullName), ref links) : whole;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) // it is not there: for others to say
        {
            return whole;
        }
    }
}
