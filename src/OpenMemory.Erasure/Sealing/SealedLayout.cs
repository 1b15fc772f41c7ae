using System.Buffers.Binary;

namespace OpenMemory.Erasure;

/// <summary>
/// Where everything stands in a sealed grain: a canonical map with the keys <c>ct iv kv tok v</c>, in that order, whose
/// ciphertext is written in place.
/// </summary>
internal static class SealedLayout
{
    /// <summary>Size of the additional data in bytes: header, token, version of the master key, version of the form.</summary>
    internal const int AssociatedBytes = GrainHeader.Size + BlindToken.SizeInBytes + sizeof(uint) + 1;

    private const byte FixMap5 = 0x85, FixText1 = 0xa1, FixText2 = 0xa2, FixText3 = 0xa3, Bin8 = 0xc4, Bin16 = 0xc5, Bin32 = 0xc6;

    private const int MapAndKey = 4, Tail = 3 + 2 + SealedView.NonceBytes + 3 + 4 + 2 + BlindToken.SizeInBytes + 2 + 1;

    /// <summary>Everything but the plaintext, at most, in bytes.</summary>
    internal const int MaxOverhead = GrainHeader.Size + MapAndKey + 5 + SealedView.TagBytes + Tail + 5;

    /// <summary>The length of a sealed grain in bytes.</summary>
    internal static long LengthOf(int plaintext, uint masterKeyVersion)
    {
        long ciphertext = (long)plaintext + SealedView.TagBytes;
        return GrainHeader.Size + MapAndKey + BinHeader(ciphertext) + ciphertext + Tail + IntegerBytes(masterKeyVersion);
    }

    /// <summary>Writes everything but the ciphertext.</summary>
    /// <param name="destination">The whole sealed grain, as long as <see cref="LengthOf"/> says.</param>
    /// <param name="header">Its header.</param>
    /// <param name="plaintext">The length of the plaintext in bytes.</param>
    /// <param name="name">Token and version of the master key.</param>
    /// <param name="nonces">Where the nonce comes from.</param>
    /// <param name="nonce">The nonce, in place.</param>
    /// <returns>Where the ciphertext and then the tag go.</returns>
    internal static Span<byte> Write(Span<byte> destination, in GrainHeader header, int plaintext, scoped in UserSaltName name, NonceSource nonces, out ReadOnlySpan<byte> nonce)
    {
        header.Write(destination);
        Span<byte> rest = destination[GrainHeader.Size..];
        rest[0] = FixMap5;
        WriteKey(ref rest, 1, FixText2, "ct"u8);
        Span<byte> ciphertext = WriteBinHeader(ref rest, plaintext + SealedView.TagBytes);
        WriteKey(ref rest, 0, FixText2, "iv"u8);
        Span<byte> iv = WriteBinHeader(ref rest, SealedView.NonceBytes);
        nonces.Next(iv);
        nonce = iv;
        WriteKey(ref rest, 0, FixText2, "kv"u8);
        WriteInteger(ref rest, name.MasterKeyVersion);
        WriteKey(ref rest, 0, FixText3, "tok"u8);
        name.Token.CopyTo(WriteBinHeader(ref rest, BlindToken.SizeInBytes));
        WriteKey(ref rest, 0, FixText1, "v"u8);
        rest[0] = SealedView.FormVersion;
        return ciphertext;
    }

    /// <summary>Writes the additional data of a sealed grain.</summary>
    /// <param name="destination">Exactly <see cref="AssociatedBytes"/>.</param>
    /// <param name="header">The first nine bytes of the sealed grain.</param>
    /// <param name="token">The token, 32 bytes.</param>
    /// <param name="masterKeyVersion">The version of the master key.</param>
    internal static void WriteAssociatedData(Span<byte> destination, ReadOnlySpan<byte> header, ReadOnlySpan<byte> token, uint masterKeyVersion)
    {
        header.CopyTo(destination);
        token.CopyTo(destination[GrainHeader.Size..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[(GrainHeader.Size + BlindToken.SizeInBytes)..], masterKeyVersion);
        destination[^1] = SealedView.FormVersion;
    }

    private static int BinHeader(long length) => length <= byte.MaxValue ? 2 : length <= ushort.MaxValue ? 3 : 5;

    private static int IntegerBytes(uint value) => value < 0x80 ? 1 : value <= byte.MaxValue ? 2 : value <= ushort.MaxValue ? 3 : 5;

    private static void WriteKey(scoped ref Span<byte> rest, int start, byte head, ReadOnlySpan<byte> key)
    {
        rest[start] = head;
        key.CopyTo(rest[(start + 1)..]);
        rest = rest[(start + 1 + key.Length)..];
    }

    private static Span<byte> WriteBinHeader(scoped ref Span<byte> rest, int length)
    {
        int head = BinHeader(length);
        (rest[0], rest[1]) = (head == 2 ? Bin8 : head == 3 ? Bin16 : Bin32, (byte)length);
        if (head == 3) BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)length);
        else if (head == 5) BinaryPrimitives.WriteUInt32BigEndian(rest[1..], (uint)length);
        Span<byte> content = rest.Slice(head, length);
        rest = rest[(head + length)..];
        return content;
    }

    private static void WriteInteger(scoped ref Span<byte> rest, uint value)
    {
        int length = IntegerBytes(value);
        switch (length)
        {
            case 1: rest[0] = (byte)value; break;
            case 2: (rest[0], rest[1]) = (0xcc, (byte)value); break;
            case 3:
                rest[0] = 0xcd;
                BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)value);
                break;
            default:
                rest[0] = 0xce;
                BinaryPrimitives.WriteUInt32BigEndian(rest[1..], value);
                break;
        }
        rest = rest[length..];
    }
}
