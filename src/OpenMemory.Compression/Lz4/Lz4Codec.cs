namespace OpenMemory.Compression;

/// <summary>
/// LZ4 in its frame format through the system's liblz4, 1.8 or newer. Frames of ours have independent blocks of 64 KiB, which
/// every reader of the format knows, and no checksums: what carries a frame has a stronger one. Frames of others may have all that
/// the format allows, except a dictionary; a decoder takes some 8 MiB at most.
/// </summary>
public sealed class Lz4Codec : IMgCodec
{
    /// <inheritdoc/>
    public byte Id => 2;

    /// <inheritdoc/>
    public string Name => "lz4";

    /// <inheritdoc/>
    public ReadOnlySpan<byte> FrameMagic => [0x04, 0x22, 0x4d, 0x18];

    /// <summary>Where the native code comes from.</summary>
    internal SystemLibrary Library { get; init; } = SystemLibrary.Lz4;

    /// <inheritdoc/>
    public IMgEncoder CreateEncoder()
    {
        Library.Require();
        return new Lz4Encoder();
    }

    /// <inheritdoc/>
    public IMgDecoder CreateDecoder()
    {
        Library.Require();
        return new Lz4Decoder(FrameMagic);
    }
}
