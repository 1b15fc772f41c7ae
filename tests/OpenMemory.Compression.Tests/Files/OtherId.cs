namespace OpenMemory.Compression.Tests;

/// <summary>A codec from outside that takes the place of a known one, as a managed port would.</summary>
internal sealed class OtherId(IMgCodec codec, byte id, string name) : IMgCodec
{
    public byte Id => id;

    public string Name => name;

    public ReadOnlySpan<byte> FrameMagic => codec.FrameMagic;

    public IMgEncoder CreateEncoder() => codec.CreateEncoder();

    public IMgDecoder CreateDecoder() => codec.CreateDecoder();
}
