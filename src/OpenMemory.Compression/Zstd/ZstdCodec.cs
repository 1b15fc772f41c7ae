namespace OpenMemory.Compression;

/// <summary>
/// zstd through the system's libzstd, 1.4 or newer. A frame of ours has no content checksum: what carries it has a stronger one, the
/// file's footer (§11.5), the grain's address or the seal's tag. Frames of others may have one, which is then checked.
/// </summary>
public sealed class ZstdCodec : IMgCodec
{
    /// <summary>The level where none is set: 3 (§11.3).</summary>
    public const int DefaultLevel = 3;

    /// <summary>The highest level.</summary>
    public const int MaxLevel = 22;

    /// <summary>The window that readers accept where none is set: 2²⁷ bytes, 128 MiB, which is the most that any level writes.</summary>
    public const int DefaultMaxWindowLog = 27;

    private readonly int _level = DefaultLevel;
    private readonly int _maxWindowLog = DefaultMaxWindowLog;

    /// <inheritdoc/>
    public byte Id => 1;

    /// <inheritdoc/>
    public string Name => "zstd";

    /// <inheritdoc/>
    public ReadOnlySpan<byte> FrameMagic => [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>How hard to compress, 1–22; by default <see cref="DefaultLevel"/>. From 20 on both sides need much memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to something else.</exception>
    public int Level
    {
        get => _level;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxLevel);
            _level = value;
        }
    }

    /// <summary>
    /// The largest window of a frame that is read, as a power of two: 10–30 for 1 KiB–1 GiB, by default
    /// <see cref="DefaultMaxWindowLog"/>. It bounds the memory that a decoder takes; a frame that asks for more is damaged. Writing
    /// does not look at it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to something else.</exception>
    public int MaxWindowLog
    {
        get => _maxWindowLog;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 10);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 30);
            _maxWindowLog = value;
        }
    }

    /// <summary>Where the native code comes from.</summary>
    internal SystemLibrary Library { get; init; } = SystemLibrary.Zstd;

    /// <inheritdoc/>
    public IMgEncoder CreateEncoder()
    {
        Library.Require();
        return new ZstdEncoder(Level);
    }

    /// <inheritdoc/>
    public IMgDecoder CreateDecoder()
    {
        Library.Require();
        return new ZstdDecoder(FrameMagic, MaxWindowLog);
    }
}
