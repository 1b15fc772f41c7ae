namespace OpenMemory.Compression.Tests;

/// <summary>LZ4 keeps the contract.</summary>
[TestFixture]
public sealed class Lz4ContractTests : CodecContract
{
    private protected override IMgCodec Codec => SystemCodecs.Lz4;
}
