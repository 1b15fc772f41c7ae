namespace OpenMemory.Compression.Tests;

/// <summary>zstd keeps the contract.</summary>
[TestFixture]
public sealed class ZstdContractTests : CodecContract
{
    private protected override IMgCodec Codec => SystemCodecs.Zstd;
}
