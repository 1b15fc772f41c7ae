namespace OpenMemory.Erasure;

/// <summary>
/// Files that hold secrets: readable by their owner alone, never buffered in memory of the class library, and overwritten before they
/// are removed. Overwriting is what a program can do; a disk that writes elsewhere, a snapshot or a backup keeps what it has.
/// </summary>
internal static class SecretFile
{
    internal const string LockSuffix = ".lock", TemporarySuffix = ".tmp";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int GuidLength = 32, WindowsSharing = unchecked((int)0x80070020), LinuxWouldBlock = 11, MacWouldBlock = 35;

    /// <summary>The full path of a file, or of what a symbolic link leads to in the end.</summary>
    internal static string Resolve(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileInfo file = new(path);
        return file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : file.FullName;
    }

    /// <summary>Opens a file without a buffer. What is made is its owner's alone.</summary>
    internal static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        FileStreamOptions options = new() { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open) options.UnixCreateMode = OwnerOnly;
        return new(path, options);
    }

    /// <summary>Makes a file that others may read its owner's alone.</summary>
    internal static void Tighten(FileStream file)
    {
        if (OperatingSystem.IsWindows()) return;
        if ((File.GetUnixFileMode(file.SafeFileHandle) & ~OwnerOnly) != 0) File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
    }

    /// <summary>Takes the lock beside a file, which ends with the stream; the lock file stays, because removing it would let two in.</summary>
    /// <exception cref="IOException">Somebody has it.</exception>
    internal static FileStream Lock(string path)
    {
        try
        {
            FileStream file = Open(path + LockSuffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Tighten(file);
            return file;
        }
        catch (IOException exception) when (IsInUse(exception))
        {
            throw new IOException($"The file is in use already, in this process or in another one: {path}", exception);
        }
    }

    /// <summary>Whether a file could not be opened because somebody else has it open.</summary>
    internal static bool IsInUse(IOException exception) => exception.HResult is WindowsSharing or LinuxWouldBlock or MacWouldBlock;

    /// <summary>A name beside a file for what is to replace it.</summary>
    internal static string TemporaryOf(string path) => $"{path}.{Guid.NewGuid():N}{TemporarySuffix}";

    /// <summary>Wipes and removes what killed writers left of a file. The caller has the lock.</summary>
    internal static void RemoveLeftovers(string path)
    {
        string prefix = Path.GetFileName(path) + ".";
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*" + TemporarySuffix))
        {
            string name = Path.GetFileName(file);
            if (name.Length != prefix.Length + GuidLength + TemporarySuffix.Length || !name.StartsWith(prefix, StringComparison.Ordinal)) continue;
            if (Guid.TryParseExact(name.AsSpan(prefix.Length, GuidLength), "N", out _)) WipeAndDelete(file);
        }
    }

    /// <summary>Overwrites a file and removes it.</summary>
    internal static void WipeAndDelete(string path)
    {
        if (new FileInfo(path).LinkTarget is null) // what a link leads to was not written here
        {
            using FileStream file = Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            Wipe(file);
        }
        File.Delete(path);
    }

    /// <summary>Overwrites all of a file with zeros, down to the disk.</summary>
    internal static void Wipe(FileStream file)
    {
        byte[] zeros = new byte[64 << 10];
        long left = file.Length;
        for (file.Position = 0; left > 0; left -= zeros.Length) file.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
        file.Flush(flushToDisk: true);
    }
}
