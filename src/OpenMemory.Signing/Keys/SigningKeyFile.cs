using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpenMemory.Signing;

/// <summary>A private key in a file of its own: PKCS#8 as PEM without a password, readable by its owner alone.</summary>
public static class SigningKeyFile
{
    private const string Label = "PRIVATE KEY";
    private const int MaxBytes = 16 << 10;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>
    /// Writes a key into a new file that its owner alone may read (mode 0600), down to the disk; on Windows the folder's rights count. Where
    /// writing fails, no file stays.
    /// </summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public static void Create(string path, SigningKey key)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(key);
        path = Path.GetFullPath(path);
        byte[] text = Write(key);
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using FileStream file = new(path, options);
            try
            {
                file.Write(text);
                file.Flush(flushToDisk: true);
                FolderFlush.Flush(Path.GetDirectoryName(path)!);
            }
            catch
            {
                file.Dispose();
                File.Delete(path);
                throw;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    /// <summary>Reads a key. A file that others than its owner may read or write is refused (not on Windows), as ssh does.</summary>
    /// <param name="path">The file, or a pipe that ends after it: PKCS#8 as PEM, at most 16 KiB.</param>
    /// <param name="keyId">The signer's DID; by default the key's own did:key.</param>
    /// <param name="algorithm">What the header says; by default <see cref="SignatureAlgorithm.EdDsa"/> or ES256, whichever fits the key.</param>
    /// <returns>The key.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_CORRUPT</c>: the file holds no private key. <see cref="OmsErrorCode.NotSupported"/>: its key is of another kind, or encrypted.
    /// Never says what the file holds.
    /// </exception>
    /// <exception cref="ArgumentException">The algorithm does not fit the key, or the DID is the did:key of another.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or others than its owner may read or write it.</exception>
    public static SigningKey Load(string path, string? keyId = null, SignatureAlgorithm algorithm = SignatureAlgorithm.None)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] text = GC.AllocateArray<byte>(MaxBytes + 1, pinned: true);
        try
        {
            using FileStream file = new(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0 });
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
                throw new UnauthorizedAccessException($"Others may read or write the file of a private key; make it its owner's alone (chmod 600): {path}");
            int length = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            if (length > MaxBytes) throw Fault(OmsErrorCode.Corrupt, "A file of a private key is too long");
            return Read(text.AsSpan(0, length), keyId, algorithm);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static byte[] Write(SigningKey key)
    {
        byte[] bytes = Pkcs8.Write(key);
        char[] pem = GC.AllocateArray<char>(PemEncoding.GetEncodedSize(Label.Length, bytes.Length), pinned: true);
        try
        {
            PemEncoding.TryWrite(Label, bytes, pem, out int length);
            byte[] text = GC.AllocateArray<byte>(length + 1, pinned: true);
            Encoding.ASCII.GetBytes(pem.AsSpan(0, length), text);
            text[length] = (byte)'\n';
            return text;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            Array.Clear(pem);
        }
    }

    private static SigningKey Read(ReadOnlySpan<byte> text, string? keyId, SignatureAlgorithm algorithm)
    {
        if (!PemEncoding.TryFindUtf8(text, out PemFields pem)) throw Fault(OmsErrorCode.Corrupt, "The file holds no PEM");
        ReadOnlySpan<byte> label = text[pem.Label];
        if (label.SequenceEqual("ENCRYPTED PRIVATE KEY"u8)) throw Fault(OmsErrorCode.NotSupported, "The private key is encrypted with a password");
        if (!label.SequenceEqual("PRIVATE KEY"u8))
            throw label.EndsWith("PRIVATE KEY"u8)
                ? Fault(OmsErrorCode.NotSupported, "The private key is not in PKCS#8, into which 'openssl pkcs8 -topk8 -nocrypt' brings it")
                : Fault(OmsErrorCode.Corrupt, "The file holds no private key");
        if (PemEncoding.TryFindUtf8(text[pem.Location.End..], out _)) throw Fault(OmsErrorCode.Corrupt, "The file holds more than one private key");
        byte[] bytes = GC.AllocateArray<byte>(pem.DecodedDataLength, pinned: true);
        try
        {
            if (Base64.DecodeFromUtf8(text[pem.Base64Data], bytes, out _, out int length) != OperationStatus.Done || length != bytes.Length)
                throw Fault(OmsErrorCode.Corrupt, "The file holds no PEM");
            return Pkcs8.Read(bytes, keyId, algorithm);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static OmsException Fault(OmsErrorCode code, string message) => new(new(code, Pkcs8.Rule, message));
}
