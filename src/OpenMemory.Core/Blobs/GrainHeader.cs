using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace OpenMemory;

/// <summary>
/// The first nine bytes of a blob (§3.1): enough to route a grain without decoding it. The payload is authoritative; no
/// security decision may rest on the header (OMS-3.1-5).
/// </summary>
/// <param name="Flags">Flag bits 0–5.</param>
/// <param name="Sensitivity">Flag bits 6–7.</param>
/// <param name="Type">The type byte.</param>
/// <param name="NamespaceHash">First two bytes of SHA-256 of the namespace; 0 without one .</param>
/// <param name="CreatedAtSeconds">Seconds since 1970-01-01 UTC, clamped to 0 … 2³²−1 .</param>
public readonly record struct GrainHeader(
    GrainFlags Flags, Sensitivity Sensitivity, GrainType Type, ushort NamespaceHash, uint CreatedAtSeconds)
{
    /// <summary>Size of the header in bytes: 9.</summary>
    public const int Size = 9;

    /// <summary>The version byte that every blob begins with.</summary>
    public const byte Version = 1;

    /// <summary>Smallest possible blob in bytes: the header and an empty map.</summary>
    public const int MinBlobBytes = Size + 1;

    /// <summary>Reads a header; does not look at the payload.</summary>
    /// <param name="blob">At least 9 bytes.</param>
    /// <param name="header">The header, or the default value.</param>
    /// <returns>Whether there are enough bytes and the version is 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> blob, out GrainHeader header)
    {
        header = default;
        if (blob.Length < Size || blob[0] != Version) return false;
        header = new GrainHeader(
            (GrainFlags)(blob[1] & 0x3f), (Sensitivity)(blob[1] >> 6), (GrainType)blob[2],
            BinaryPrimitives.ReadUInt16BigEndian(blob[3..]), BinaryPrimitives.ReadUInt32BigEndian(blob[5..]));
        return true;
    }

    /// <summary>Writes the nine bytes.</summary>
    /// <param name="destination">At least 9 bytes.</param>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[5..], CreatedAtSeconds);
        destination[0] = Version;
        destination[1] = (byte)((byte)Flags | ((byte)Sensitivity << 6));
        destination[2] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(destination[3..], NamespaceHash);
    }

    /// <summary>The hash of a namespace as the header holds it (OMS-3.1-4).</summary>
    /// <param name="namespaceUtf8">The namespace in UTF-8 and normalization form C; empty gives 0.</param>
    /// <returns>The first two bytes of its SHA-256.</returns>
    [SkipLocalsInit]
    public static ushort HashNamespace(ReadOnlySpan<byte> namespaceUtf8)
    {
        if (namespaceUtf8.IsEmpty) return 0;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(namespaceUtf8, hash);
        return BinaryPrimitives.ReadUInt16BigEndian(hash);
    }
}
