using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>The first 16 bytes of a <c>.mg</c> file (§11.2).</summary>
/// <param name="Flags">Flags.</param>
/// <param name="GrainCount">Number of entries in the offset index.</param>
/// <param name="FieldMapVersion">Written as 1, ignored when reading .</param>
/// <param name="Codec">Compression codec; 0 is none.</param>
public readonly record struct MgFileHeader(MgFileFlags Flags, uint GrainCount, byte FieldMapVersion, byte Codec)
{
    /// <summary>Size in bytes: 16.</summary>
    public const int Size = 16;

    /// <summary>Size of the SHA-256 at the end of the file, in bytes: 32.</summary>
    public const int FooterSize = 32;

    private const byte Version = 1;

    /// <summary>Where the grain region begins in an uncompressed file.</summary>
    public long RegionStart => Size + (4L * GrainCount);

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The beginning of a file.</param>
    /// <returns>The header.</returns>
    /// <exception cref="OmsException"><c>ERR_TOO_SHORT</c>, <c>ERR_CORRUPT</c> for another magic, <c>ERR_VERSION</c> (OMS-11.2-2).</exception>
    public static MgFileHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size)
            Throw.Fault(OmsErrorCode.TooShort, "OMS-11.2-1", "A .mg file has a header of 16 bytes", bytes.Length);
        if (!HasMagic(bytes)) Throw.Fault(OmsErrorCode.Corrupt, "OMS-11.2-2", "The file does not begin with MG", 0);
        if (bytes[2] != Version) Throw.Fault(OmsErrorCode.Version, "OMS-11.2-2", $"File version 0x{bytes[2]:x2} is not known", 2);
        return new MgFileHeader((MgFileFlags)bytes[3], BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), bytes[8], bytes[9]);
    }

    /// <summary>Whether bytes begin as every <c>.mg</c> file does.</summary>
    /// <param name="bytes">The beginning of a file.</param>
    /// <returns>True for <c>MG</c>.</returns>
    public static bool HasMagic(ReadOnlySpan<byte> bytes) => bytes.StartsWith("MG"u8);

    /// <summary>Writes the 16 bytes.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    public void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        "MG"u8.CopyTo(destination);
        destination[2] = Version;
        destination[3] = (byte)Flags;
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], GrainCount);
        destination[8] = FieldMapVersion;
        destination[9] = Codec;
    }
}
