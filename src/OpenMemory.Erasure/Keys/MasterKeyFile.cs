namespace OpenMemory.Erasure;

/// <summary>
/// Master keys in a small text file that only its owner may read, for development and small hosts; in production they belong in a key
/// management service. Keep the file apart from the memory and from the salts: two of the three are not enough to open a sealed grain.
/// </summary>
/// <remarks>
/// The first line names the form, then there is a line for each version, the newest last, and at the end a checksum, so that a mangled
/// key is noticed before anything is sealed with it. Nothing of a key is ever a string. On Windows the file's permissions are its folder's.
/// </remarks>
public static class MasterKeyFile
{
    /// <summary>Makes a file with one random key of version 1.</summary>
    /// <param name="path">The file; there must be none.</param>
    /// <exception cref="IOException">There is a file already, or the disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Create(string path)
    {
        path = SecretFile.Resolve(path);
        if (Path.Exists(path)) throw new IOException($"A master key is never replaced; there is a file already: {path}");
        using SecretFileReplacement file = new(path);
        using (MasterKeyText text = MasterKeyText.CreateRandom()) file.Stream.Write(text.Bytes);
        file.Commit(old: null);
    }

    /// <summary>Reads all keys. Where others may read the file, that ends if it can be changed.</summary>
    /// <param name="path">The file, or a pipe that ends after it.</param>
    /// <returns>The keys, for the caller to dispose of.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>, <c>ERR_VERSION</c> or <c>ERR_INTEGRITY</c>: not such a file, a later version of it, or a mangled one.</exception>
    /// <exception cref="IOException">There is no such file, it is being changed, or the disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static MasterKeySet Read(string path)
    {
        using FileStream file = SecretFile.Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using MasterKeyText text = MasterKeyText.Read(file);
        MasterKeySet keys = text.ToKeys();
        try
        {
            SecretFile.Tighten(file); // not before it is known to be one of ours
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another owner's, or on a disk that is only read: a secret that a host mounts for its services.
        }
        return keys;
    }

    /// <summary>
    /// Adds a random key under the next version, which is sealed under from then on by whoever reads the file again. The file is
    /// replaced in one step, and the old one overwritten (not on Windows).
    /// </summary>
    /// <param name="path">The file; where it is a symbolic link, what that leads to in the end.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="OmsException">As for <see cref="Read"/>.</exception>
    /// <exception cref="InvalidOperationException">There is no higher version, or the file would pass 64 KiB, which is some 900 keys.</exception>
    /// <exception cref="IOException">There is no such file, somebody else has it open, or the disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static uint AddVersion(string path)
    {
        path = SecretFile.Resolve(path);
        using FileStream old = SecretFile.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None); // its own lock: there is no store that lives on
        using MasterKeyText text = MasterKeyText.Read(old);
        using MasterKeyText longer = text.WithRandom(out uint version);
        SecretFile.RemoveLeftovers(path);
        using SecretFileReplacement file = new(path);
        file.Stream.Write(longer.Bytes);
        file.Commit(old);
        return version;
    }
}
