using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>
/// The identity of a grain: SHA-256 over its blob, header included, written as 64 lowercase hexadecimal characters (§5).
/// </summary>
public readonly partial struct ContentAddress : IEquatable<ContentAddress>, IComparable<ContentAddress>
{
    /// <summary>Size of an address in bytes: 32.</summary>
    public const int SizeInBytes = 32;

    /// <summary>Length of an address as text, in characters: 64.</summary>
    public const int TextLength = 64;

    private static readonly (ulong A, ulong B, ulong C, ulong D) s_secret = (Random64(), Random64(), Random64(), Random64());

    // A hash that is used again costs a quarter less than a call of SHA256.HashData, which makes a context for every call.
    [ThreadStatic]
    private static IncrementalHash? t_hash;

    private readonly ulong _a, _b, _c, _d; // big-endian words, so that comparing words compares bytes

    /// <summary>The first eight bytes, for tables.</summary>
    internal ulong Prefix64 => _a;

    /// <summary>Makes an address from its 32 raw bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="OmsException"><c>ERR_HASH_LENGTH</c>: another length.</exception>
    public ContentAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeInBytes)
            Throw.Fault(OmsErrorCode.HashLength, "OMS-5-2", "A content address has 32 bytes");
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>An address from its four big-endian words.</summary>
    internal ContentAddress(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>Computes the address of a blob (OMS-5-1). Allocates nothing.</summary>
    /// <param name="blob">All bytes of the blob, header included.</param>
    /// <returns>The address.</returns>
    [SkipLocalsInit]
    public static ContentAddress Compute(ReadOnlySpan<byte> blob)
    {
        Span<byte> hash = stackalloc byte[SizeInBytes];
        IncrementalHash sha256 = t_hash ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        t_hash = null; // should it throw, nobody may go on with what it has taken in
        sha256.AppendData(blob);
        sha256.GetHashAndReset(hash);
        t_hash = sha256;
        return new ContentAddress(hash);
    }

    /// <summary>Checks a blob against this address in constant time (OMS-5-4).</summary>
    /// <param name="blob">All bytes of the blob.</param>
    /// <exception cref="OmsException"><c>ERR_INTEGRITY</c>: the blob has another address.</exception>
    public void Verify(ReadOnlySpan<byte> blob)
    {
        if (!FixedTimeEquals(Compute(blob)))
            Throw.Fault(OmsErrorCode.Integrity, "OMS-5-3", "The bytes do not have the stated content address");
    }

    /// <summary>Compares two addresses in a time that does not depend on their values (OMS-5-4).</summary>
    /// <param name="other">The other address.</param>
    /// <returns>Whether they are equal.</returns>
    public bool FixedTimeEquals(ContentAddress other) =>
        CryptographicOperations.FixedTimeEquals(AsBytes(in this), AsBytes(in other));

    /// <summary>Writes the 32 raw bytes.</summary>
    /// <param name="destination">At least 32 bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>The 32 raw bytes in a new array.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToByteArray()
    {
        byte[] bytes = new byte[SizeInBytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Compares by value; use <see cref="FixedTimeEquals"/> to verify integrity.</summary>
    /// <param name="other">The other address.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(ContentAddress other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ContentAddress other && Equals(other);

    /// <summary>Another number in every process: strangers choose addresses, and must not be able to choose ones that collide.</summary>
    /// <returns>The hash code.</returns>
    public override int GetHashCode() =>
        (int)(Fold(_a ^ s_secret.A, _b ^ s_secret.B) ^ Fold(_c ^ s_secret.C, _d ^ s_secret.D));

    /// <summary>Orders addresses by their bytes, which is also the order of their texts.</summary>
    /// <param name="other">The other address.</param>
    /// <returns>Less than, equal to or greater than zero.</returns>
    public int CompareTo(ContentAddress other)
    {
        int order = _a.CompareTo(other._a);
        if (order == 0) order = _b.CompareTo(other._b);
        if (order == 0) order = _c.CompareTo(other._c);
        return order != 0 ? order : _d.CompareTo(other._d);
    }

    /// <summary>Whether two addresses are equal.</summary>
    /// <param name="left">One address.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(ContentAddress left, ContentAddress right) => left.Equals(right);

    /// <summary>Whether two addresses differ.</summary>
    /// <param name="left">One address.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(ContentAddress left, ContentAddress right) => !left.Equals(right);

    private static ReadOnlySpan<byte> AsBytes(in ContentAddress address) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<ContentAddress>(in address));

    private static ulong Fold(ulong one, ulong other)
    {
        ulong high = Math.BigMul(one, other, out ulong low);
        return high ^ low;
    }

    private static ulong Random64()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
