namespace OpenMemory.Compression.Tests;

/// <summary>A codec from outside keeps the contract, so the contract can be kept from outside.</summary>
[TestFixture]
public sealed class StoreContractTests : CodecContract
{
    private protected override IMgCodec Codec { get; } = new StoreCodec();
}
