namespace OpenMemory;

/// <summary>
/// A file that appears under its name only when all of it is on disk: written beside it, flushed, renamed, the folder flushed.
/// A writer that is killed leaves the old file and a temporary one, which the next writer of the same name removes.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private const string Suffix = ".tmp";

    private readonly string _path, _temporary;
    private readonly FileStream _stream;
    private bool _isInPlace;

    internal AtomicFile(string path)
    {
        _path = path;
        _temporary = $"{path}.{Guid.NewGuid():N}{Suffix}";
        // Delete lets the open file be renamed on Windows; elsewhere it is a shared lock, which RemoveLeftovers respects.
        _stream = new(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0);
    }

    internal Stream Stream => _stream;

    /// <summary>Brings all of it to disk, under the temporary name.</summary>
    internal void Flush() => _stream.Flush(flushToDisk: true);

    /// <summary>Replaces the file in one step. The caller flushes the folder.</summary>
    internal void Rename()
    {
        File.Move(_temporary, _path, overwrite: true);
        _isInPlace = true;
    }

    /// <summary>Closes the file; where it is not in place, nothing is left of it.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_isInPlace) File.Delete(_temporary);
    }

    /// <summary>Removes what killed writers of the same file left behind, and nothing that anybody still has open.</summary>
    internal static void RemoveLeftovers(string path)
    {
        string name = Path.GetFileName(path);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*" + Suffix))
        {
            ReadOnlySpan<char> found = Path.GetFileName(file.AsSpan());
            if (!found.StartsWith(name) || found.Length != name.Length + 33 + Suffix.Length) continue;
            if (found[name.Length] != '.' || !Guid.TryParseExact(found.Slice(name.Length + 1, 32), "N", out _)) continue;
            try
            {
                using FileStream exclusive = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // In use by another writer, or not ours to delete.
            }
        }
    }
}
