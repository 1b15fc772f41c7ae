using System.Buffers.Text;
using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// The bytes of a file of master keys: a first line, a line <c>VERSION KEY</c> for each key with ascending versions, and a line
/// <c>sha256 HASH</c> of all bytes before it. Digits are lowercase hexadecimal, lines end in a line feed.
/// </summary>
internal sealed class MasterKeyText : IDisposable
{
    internal const int MaxBytes = 64 << 10;

    private const int HexLength = 2 * KeyDerivation.KeyBytes, MaxVersionDigits = 10;
    private const string Rule = "R-51";

    private readonly byte[] _buffer;
    private int _length;

    private MasterKeyText(int capacity) => _buffer = GC.AllocateArray<byte>(capacity, pinned: true);

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>How the text begins in every version.</summary>
    internal static ReadOnlySpan<byte> Form => "openmemory-master-keys "u8;

    private static ReadOnlySpan<byte> Head => "openmemory-master-keys 1\n"u8;

    private static ReadOnlySpan<byte> Checksum => "sha256 "u8;

    /// <summary>How much longer one key makes the text, at most.</summary>
    private static int LineBytes => MaxVersionDigits + HexLength + 2;

    private static int ChecksumBytes => Checksum.Length + HexLength + 1;

    internal static MasterKeyText CreateRandom()
    {
        MasterKeyText text = new(Head.Length + LineBytes + ChecksumBytes);
        text.Append(Head);
        text.AppendRandom(1);
        return text;
    }

    /// <summary>Takes a file, or what comes through a pipe, into memory.</summary>
    /// <exception cref="OmsException">It is longer than <see cref="MaxBytes"/>.</exception>
    internal static MasterKeyText Read(FileStream file)
    {
        MasterKeyText text = new(MaxBytes + 1);
        try
        {
            text._length = file.ReadAtLeast(text._buffer, text._buffer.Length, throwOnEndOfStream: false);
            if (text._length > MaxBytes) Throw.Fault(OmsErrorCode.Corrupt, Rule, "A file of master keys is too long", MaxBytes);
            return text;
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    /// <summary>The keys.</summary>
    /// <exception cref="OmsException">The text has another form, or another checksum.</exception>
    internal MasterKeySet ToKeys()
    {
        MasterKeySet keys = new();
        try
        {
            Parse(keys);
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>The text with one more key, of the next version.</summary>
    internal MasterKeyText WithRandom(out uint version)
    {
        using MasterKeySet keys = ToKeys();
        if (keys.Newest == uint.MaxValue || _length + LineBytes > MaxBytes) throw new InvalidOperationException("The file has no room for another master key.");
        version = keys.Newest + 1;
        MasterKeyText text = new(_length + LineBytes);
        text.Append(Bytes[..^ChecksumBytes]);
        text.AppendRandom(version);
        return text;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_buffer);

    private void AppendRandom(uint version)
    {
        Span<byte> key = stackalloc byte[KeyDerivation.KeyBytes];
        RandomNumberGenerator.Fill(key);
        Utf8Formatter.TryFormat(version, _buffer.AsSpan(_length), out int digits);
        _length += digits;
        Append(" "u8);
        AppendHex(key);
        CryptographicOperations.ZeroMemory(key);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Bytes, hash);
        Append(Checksum);
        AppendHex(hash);
    }

    private void AppendHex(ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, _buffer.AsSpan(_length), out int written);
        _length += written;
        Append("\n"u8);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Parse(MasterKeySet keys)
    {
        if (!Bytes.StartsWith(Form)) Throw.Fault(OmsErrorCode.Corrupt, Rule, "This is no file of master keys", 0);
        if (!Bytes.StartsWith(Head)) Throw.Fault(OmsErrorCode.Version, Rule, "This version of a file of master keys is not known", Form.Length);
        int at = Head.Length;
        uint newest = 0;
        Span<byte> secret = stackalloc byte[KeyDerivation.KeyBytes];
        try
        {
            while (!Bytes[at..].StartsWith(Checksum))
            {
                at += ReadLine(at, ref newest, secret);
                keys.Add(newest, secret);
            }
            if (newest == 0) Throw.Fault(OmsErrorCode.Corrupt, Rule, "There is no master key", at);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes], stated = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Bytes[..at], hash);
        if (Bytes.Length != at + ChecksumBytes || !TryReadHex(at + Checksum.Length, stated)) Throw.Fault(OmsErrorCode.Corrupt, Rule, "The checksum line has another form", at);
        if (!CryptographicOperations.FixedTimeEquals(hash, stated)) Throw.Fault(OmsErrorCode.Integrity, Rule, "The checksum of the master keys differs", at);
    }

    /// <summary>Reads one key and returns the length of its line.</summary>
    private int ReadLine(int at, ref uint version, Span<byte> key)
    {
        uint before = version;
        if (!Utf8Parser.TryParse(Bytes[at..], out version, out int digits) || _buffer[at] is (byte)'0' or (byte)'+')
            Throw.Fault(OmsErrorCode.Corrupt, Rule, "A line does not begin with the version of a master key", at);
        if (version <= before) Throw.Fault(OmsErrorCode.Corrupt, Rule, "The versions of master keys do not ascend", at);
        if (!Bytes[(at + digits)..].StartsWith(" "u8) || !TryReadHex(at + digits + 1, key))
            Throw.Fault(OmsErrorCode.Corrupt, Rule, "A master key is not a line of 64 lowercase hexadecimal digits", at + digits);
        return digits + 1 + HexLength + 1;
    }

    private bool TryReadHex(int at, Span<byte> bytes)
    {
        if (at + HexLength >= _length || _buffer[at + HexLength] != '\n') return false;
        ReadOnlySpan<byte> hex = Bytes.Slice(at, HexLength);
        return !hex.ContainsAnyInRange((byte)'A', (byte)'F') && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
