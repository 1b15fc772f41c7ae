
namespace OpenMemory.Compression.Tests;

/// <summary>Where the system has no such library, people are told which one and how to get it .</summary>
[TestFixture]
public sealed class MissingLibraryTests
{
    private static readonly string[] s_zstd = ["libzstd", "not installed", "apt-get install libzstd1", "dnf install libzstd", "brew install zstd", "libzstd.dll"];
    private static readonly string[] s_lz4 = ["liblz4", "not installed", "apt-get install liblz4-1", "dnf install lz4-libs", "brew install lz4", "liblz4.dll"];

    [Test]
    public void An_absent_library_is_named_with_the_ways_to_install_it()
    {
        foreach ((IMgCodec codec, string[] texts) in new (IMgCodec, string[])[]
        {
            (new ZstdCodec { Library = SystemLibrary.Zstd.Under("libno-such-zstd.so.1") }, s_zstd),
            (new Lz4Codec { Library = SystemLibrary.Lz4.Under("/nowhere/liblz4.so.1", "libno-such-lz4.so") }, s_lz4),
        })
        {
            foreach (Action create in new Action[] { () => codec.CreateEncoder(), () => codec.CreateDecoder() })
            {
                OmsException exception = Assert.Throws<OmsException>(create)!;
                Assert.That((exception.Code, exception.Fault.Rule), Is.EqualTo((OmsErrorCode.NotSupported, "R-58")));
                foreach (string text in texts) Assert.That(exception.Message, Does.Contain(text));
            }
        }
    }

    [Test]
    public void A_library_that_is_too_old_is_told_from_an_absent_one()
    {
        SystemLibrary.Lz4.Require();
        SystemLibrary foreign = SystemLibrary.Zstd.Under(SystemLibrary.FileNames("lz4", "1")); // lacks what zstd 1.4 brought
        Assert.That(foreign.Require, Throws.TypeOf<OmsException>().With.Message.Contains("libzstd is older than 1.4"));
    }

    [Test]
    public void A_compressed_blob_says_so_too_and_what_is_not_compressed_needs_no_library()
    {
        ZstdCodec codec = new() { Library = SystemLibrary.Zstd.Under("libno-such-zstd.so.1") };
        byte[] blob = Payloads.Compressed(Vectors.Vector1, SystemCodecs.Zstd);
        Assert.That(() => Grain.Read(blob, default, codec), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.NotSupported));
        Assert.That(Grain.Read(Vectors.Vector1, default, codec), Is.TypeOf<Fact>());
    }

    [Test]
    public void Many_threads_load_a_library_once()
    {
        SystemLibrary library = SystemLibrary.Zstd.Under(SystemLibrary.FileNames("zstd", "1"));
        Parallel.For(0, 64, _ => library.Require());
        Assert.That(library.Require, Throws.Nothing);
    }

    [Test]
    public void The_usual_names_of_this_system_come_first()
    {
        string expected = OperatingSystem.IsWindows() ? "libzstd.dll" : OperatingSystem.IsMacOS() ? "libzstd.1.dylib" : "libzstd.so.1";
        Assert.That(SystemLibrary.FileNames("zstd", "1")[0], Is.EqualTo(expected));
    }
}
