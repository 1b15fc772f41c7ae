namespace OpenMemory.Cli.Input;

/// <summary>Opens the files that a command line names, and says plainly when it cannot.</summary>
internal static class InputFile
{
    /// <exception cref="UsageException">It is missing, a directory, or not readable.</exception>
    internal static FileStream OpenRead(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"this is a directory, not a file: {path}");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"no such file: {path}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"the file cannot be read: {path}: {exception.Message}");
        }
    }

    /// <summary>Reads a file of a bounded size, or a pipe; one byte more than the bound shows that there is more.</summary>
    /// <exception cref="UsageException">It is missing, a directory, or not readable.</exception>
    internal static byte[] ReadUpTo(string path, int maxBytes)
    {
        using FileStream file = OpenRead(path);
        using MemoryStream bytes = new();
        byte[] buffer = new byte[4096];
        for (int count; bytes.Length <= maxBytes && (count = file.Read(buffer)) > 0;) bytes.Write(buffer, 0, count);
        return bytes.ToArray();
    }
}
