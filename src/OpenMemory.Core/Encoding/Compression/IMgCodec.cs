namespace OpenMemory;

/// <summary>
/// A compression of <c>.mg</c> files and payloads (§11.3). <c>OpenMemory.Compression</c> brings zstd and LZ4; anybody else may
/// implement one, say over a managed port, and hand it to <see cref="MgReaderOptions.Codecs"/> and <see cref="MgWriterOptions.Codec"/>.
/// </summary>
/// <remarks>
/// A codec is safe to use from several threads; what it creates is not. A frame is self-contained: it names no dictionary, and what
/// formats allow beside frames (skippable and older ones) is none.
/// </remarks>
public interface IMgCodec
{
    /// <summary>The codec byte of the file header: 1 for zstd, 2 for LZ4 (OMS-11.3-2).</summary>
    byte Id { get; }

    /// <summary>The name for people: <c>zstd</c>, <c>lz4</c>.</summary>
    string Name { get; }

    /// <summary>The bytes with which every frame begins; they tell the codec where flag and codec byte disagree .</summary>
    ReadOnlySpan<byte> FrameMagic { get; }

    /// <summary>Begins a frame.</summary>
    /// <returns>What compresses it; to be disposed.</returns>
    /// <exception cref="OmsException"><see cref="OmsErrorCode.NotSupported"/>: what the codec needs is not installed; the message says how to install it.</exception>
    IMgEncoder CreateEncoder();

    /// <summary>Begins to read a frame.</summary>
    /// <returns>What decompresses it; to be disposed.</returns>
    /// <exception cref="OmsException"><see cref="OmsErrorCode.NotSupported"/>: what the codec needs is not installed; the message says how to install it.</exception>
    IMgDecoder CreateDecoder();
}
