namespace OpenMemory.Erasure;

/// <summary>
/// What is to take the place of a file of secrets: written beside it, flushed, given its name in one step; then the old file is
/// overwritten. A writer that is killed leaves the old file or the new one, and what else it leaves is wiped by whoever opens the file next.
/// </summary>
internal sealed class SecretFileReplacement : IDisposable
{
    private readonly string _path, _temporary;
    private readonly FileStream _new;

    internal SecretFileReplacement(string path)
    {
        _path = path;
        _temporary = SecretFile.TemporaryOf(path);
        _new = SecretFile.Open(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Where to write.</summary>
    internal Stream Stream => _new;

    /// <summary>Whether the new file has the name: from then on what fails has happened nevertheless.</summary>
    internal bool IsInPlace { get; private set; }

    /// <summary>Puts the new file in place and wipes the old one.</summary>
    /// <param name="old">The file that is replaced, open for writing; null where there is none and none may be replaced. Closed here.</param>
    internal void Commit(FileStream? old)
    {
        _new.Flush(flushToDisk: true);
        _new.Dispose();
        bool isNew = old is null;
        if (OperatingSystem.IsWindows()) // an open file cannot be replaced there, so the old one is not wiped
        {
            old?.Dispose();
            old = null;
        }
        bool isSwapped = old is not null && AtomicRename.TrySwap(_temporary, _path), isMoved = isNew && AtomicRename.TryMoveNew(_temporary, _path);
        if (!isSwapped && !isMoved) File.Move(_temporary, _path, overwrite: !isNew);
        IsInPlace = true;
        FolderFlush.Flush(Path.GetDirectoryName(_path)!); // before the old file is zeros, its name must lead to the new one
        if (old is null) return;
        SecretFile.Wipe(old);
        old.Dispose();
        if (isSwapped) File.Delete(_temporary);
    }

    /// <summary>Where the new file is not in place, wipes and removes it.</summary>
    public void Dispose()
    {
        _new.Dispose();
        if (IsInPlace) return;
        try
        {
            SecretFile.WipeAndDelete(_temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever opens the file next tries again; what made the writing fail is what the caller must hear of.
        }
    }
}
