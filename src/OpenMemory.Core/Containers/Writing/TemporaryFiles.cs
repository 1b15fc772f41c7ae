namespace OpenMemory;

/// <summary>What writers call their temporary files, and the removal of those that killed writers left behind.</summary>
internal static class TemporaryFiles
{
    internal const string Suffix = ".tmp", ScratchPrefix = ".mg-";

    private const int GuidLength = 32;

    /// <summary>A scratch file has a name for a moment only; one that is younger may be in that moment.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromMinutes(1);

    /// <summary>Removes what killed writers of a file or of its volumes left, and nothing that anybody still has open.</summary>
    internal static void RemoveLeftovers(string path) =>
        RemoveLeftovers(Path.GetDirectoryName(path)!, name => MgVolumeNames.NumberOf(path, name) >= 0);

    /// <summary>Removes what killed writers of any file of an extension left in a folder, and nothing that anybody still has open.</summary>
    internal static void RemoveLeftoversIn(string folder, string extension) =>
        RemoveLeftovers(folder, name => Path.GetExtension(name.AsSpan()).SequenceEqual(extension));

    private static void RemoveLeftovers(string folder, Func<string, bool> isWritten)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*" + Suffix))
        {
            ReadOnlySpan<char> name = Path.GetFileName(file.AsSpan());
            if (name.Length <= GuidLength + Suffix.Length) continue;
            ReadOnlySpan<char> before = name[..^(GuidLength + Suffix.Length)];
            if (!Guid.TryParseExact(name.Slice(before.Length, GuidLength), "N", out _)) continue;
            bool isScratch = before is ScratchPrefix;
            if (!isScratch && (before is not [.., '.'] || !isWritten(before[..^1].ToString()))) continue;
            if (isScratch && DateTime.UtcNow - File.GetLastWriteTimeUtc(file) < s_moment) continue;
            Remove(file);
        }
    }

    private static void Remove(string file)
    {
        try
        {
            new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In use by another writer, or not ours to delete.
        }
    }
}
