namespace OpenMemory;

/// <summary>
/// A file that appears under its name only when all of it is on disk: written beside it, flushed, renamed, the folder flushed.
/// A writer that is killed leaves the old file and a temporary one, which the next writer of the same name removes.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private const UnixFileMode Permissions = (UnixFileMode)0x1ff; // rwxrwxrwx

    private readonly string _path, _temporary;
    private readonly FileStream _stream;
    private bool _isInPlace;

    internal AtomicFile(string path)
    {
        _path = path;
        _temporary = $"{path}.{Guid.NewGuid():N}{TemporaryFiles.Suffix}";
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Delete, // lets the open file be renamed on Windows; elsewhere a shared lock, which its removal respects
            BufferSize = 0,
        };
        // A memory that only its owner may read stays so when it is replaced.
        if (!OperatingSystem.IsWindows() && File.Exists(path)) options.UnixCreateMode = File.GetUnixFileMode(path) & Permissions;
        _stream = new(_temporary, options);
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

    /// <summary>Takes a file that is in place away again; there was none before.</summary>
    internal void TakeBack()
    {
        if (_isInPlace) File.Delete(_path);
    }

    /// <summary>Closes the file; where it is not in place, nothing is left of it.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_isInPlace) File.Delete(_temporary);
    }
}
