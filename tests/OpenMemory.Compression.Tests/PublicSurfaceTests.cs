namespace OpenMemory.Compression.Tests;

/// <summary>The public surface is an approved text, as Core's is.</summary>
[TestFixture]
public sealed class PublicSurfaceTests
{
    [Test]
    public void The_surface_of_Compression_is_the_approved_one() =>
        PublicSurface.IsApproved(typeof(ZstdCodec).Assembly, "tests", "OpenMemory.Compression.Tests", "OpenMemory.Compression.approved.txt");

    [Test]
    public void The_codecs_are_those_of_the_file_header() // OMS-11.3-2
    {
        Assert.That(SystemCodecs.All.Select(static codec => (codec.Id, codec.Name)), Is.EqualTo(new[] { ((byte)1, "zstd"), ((byte)2, "lz4") }));
        Assert.That(SystemCodecs.All, Is.EqualTo(new IMgCodec[] { SystemCodecs.Zstd, SystemCodecs.Lz4 }));
        Assert.That(Convert.ToHexStringLower(SystemCodecs.Zstd.FrameMagic), Is.EqualTo("28b52ffd"));
        Assert.That(Convert.ToHexStringLower(SystemCodecs.Lz4.FrameMagic), Is.EqualTo("04224d18"));
    }
}
