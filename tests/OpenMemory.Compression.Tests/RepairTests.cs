using System.Buffers.Binary;

namespace OpenMemory.Compression.Tests;

/// <summary>A compressed file gives up every grain that comes out of its frame before the damage (OMS-11.4-2, R-4).</summary>
[TestFixture]
public sealed class RepairTests
{
    private const int Count = 4000;

    private static readonly GrainBlob[] s_grains =
        [.. Enumerable.Range(0, Count).Select(static i => new Reasoning { CreatedAt = i, Conclusion = $"number {i} {new Random(i).NextInt64():x} {new Random(-i).NextInt64():x}" }.ToBlob())];

    [TestCase("zstd")]
    [TestCase("lz4")]
    public void A_sound_file_is_copied_byte_by_byte(string codec)
    {
        byte[] file = Write(codec);
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, new() { Codec = Codec(codec) });
        MgRepairReport report = MgRepair.Salvage(file, writer, new() { Codecs = SystemCodecs.All });
        writer.Complete();
        Assert.That(stream.ToArray(), Is.EqualTo(file));
        Assert.That((report.IsComplete, report.IsProven, report.Damaged), Is.EqualTo((true, true, MgFileParts.None)));
        Assert.That(report.Manifest, Has.Count.EqualTo(1));
    }

    [TestCase("zstd")]
    [TestCase("lz4")]
    public void A_region_that_is_cut_gives_the_grains_before_the_cut(string codec)
    {
        byte[] file = Write(codec);
        int start = 16 + (4 * Count), frame = file.Length - start;
        long most = 0;
        for (int eighth = 0; eighth < 8; eighth++)
        {
            (MgRepairReport report, GrainBlob[] grains) = Salvage(file[..(start + (frame * eighth / 8))]);
            Assert.That(grains, Is.EqualTo(s_grains[..grains.Length]));
            Assert.That(report.IsComplete, Is.False);
            Assert.That(report.Salvaged, Is.GreaterThanOrEqualTo(most));
            if (eighth > 0) Assert.That(report.Lost[0].Index, Is.EqualTo(grains.Length));
            Assert.That(report.Lost[^1].Fault.Message, Does.StartWith("The file ends before "));
            most = report.Salvaged;
        }
        Assert.That(most, Is.GreaterThan(Count / 2));
    }

    [TestCase("zstd")]
    [TestCase("lz4")]
    public void A_region_damaged_inside_gives_the_grains_before_the_damage_and_the_manifest(string codec)
    {
        byte[] file = Write(codec);
        int start = 16 + (4 * Count), damage = start + ((file.Length - start) * 3 / 4);
        file.AsSpan(damage, 400).Fill(0xff);
        (MgRepairReport report, GrainBlob[] grains) = Salvage(file);
        Assert.That(grains, Has.Length.GreaterThan(Count / 4).And.Length.LessThan(Count));
        Assert.That(grains[..(Count / 4)], Is.EqualTo(s_grains[..(Count / 4)]));
        Assert.That(report.Manifest, Has.Count.EqualTo(1));
        Assert.That((report.IsComplete, report.IsProven), Is.EqualTo((false, false)));
    }

    [Test]
    public void Header_and_index_may_say_anything([Values("zstd", "lz4")] string codec, [Values(0, 3, 4, 9, 16)] int at, [Values(1, 17)] int length)
    {
        // OMS-11.3-1, R-4: the region's first bytes decide.
        byte[] file = Write(codec);
        foreach (byte value in (byte[])[0x00, 0xff, 0x03])
        {
            byte[] damaged = [.. file];
            damaged.AsSpan(at, length).Fill(value);
            if (damaged.AsSpan().SequenceEqual(file)) continue;
            (MgRepairReport report, GrainBlob[] grains) = Salvage(damaged);
            Assert.That(grains, Is.EqualTo(s_grains), $"{at}+{length} of {value:x2}\n{string.Join('\n', report.Faults)}");
            Assert.That(report.LostCount, Is.Zero);
            Assert.That(report.IsProven, Is.False);
        }
    }

    [Test]
    public void A_codec_that_is_not_named_is_asked_for()
    {
        using MgFileWriter writer = MgFileWriter.Create(Stream.Null);
        byte[] file = Write("zstd");
        Assert.That(() => MgRepair.Salvage(file, writer), Throws.TypeOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.NotSupported));
    }

    [Test]
    public void A_bomb_is_given_up_at_the_limit()
    {
        byte[] frame = Frames.Compress(Codec("zstd"), new byte[MgReaderOptions.AlwaysExpanded + 1000]);
        byte[] file = [.. new byte[20], .. frame, .. new byte[32]];
        new MgFileHeader(MgFileFlags.Compressed, 1, 1, 1).Write(file);
        (MgRepairReport report, GrainBlob[] grains) = Salvage(file, 1);
        Assert.That(grains, Is.Empty);
        Assert.That(report.Faults.Select(static fault => fault.Rule), Does.Contain("R-4"));
    }

    [Test]
    public void Compressed_payloads_are_salvaged_like_any_grain()
    {
        // bit 2 without bit 1.
        byte[] payload = Payloads.Compressed(s_grains[1].Span, Codec("zstd"));
        byte[][] elements = [s_grains[0].Span.ToArray(), payload, s_grains[2].Span.ToArray(), payload];
        byte[] file = new byte[16 + (4 * 4) + elements.Sum(static element => element.Length) + 32];
        new MgFileHeader(0, 4, 1, 0).Write(file);
        int place = 32;
        for (int i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16 + (4 * i)), place);
            elements[i].CopyTo(file, place);
            place += elements[i].Length;
        }
        using MgFileWriter writer = MgFileWriter.Create(Stream.Null, new() { KeepDuplicates = true });
        Assert.That(MgRepair.Salvage(file, writer, new() { Codecs = SystemCodecs.All }).Salvaged, Is.EqualTo(4));
        file[^40] ^= 0x55; // the last payload
        using MgFileWriter other = MgFileWriter.Create(Stream.Null, new() { KeepDuplicates = true });
        MgRepairReport report = MgRepair.Salvage(file, other, new() { Codecs = SystemCodecs.All });
        Assert.That((report.Salvaged, report.LostCount), Is.EqualTo((3L, 1L)));
    }

    private static (MgRepairReport Report, GrainBlob[] Grains) Salvage(byte[] file, int maxExpansion = 0)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, new() { KeepDuplicates = true });
        MgRepairReport report = MgRepair.Salvage(file, writer, new() { Codecs = SystemCodecs.All, MaxExpansion = maxExpansion });
        writer.Complete();
        using MgFileReader reader = MgFileReader.Open(stream.ToArray());
        return (report, [.. Enumerable.Range(0, reader.Count).Select(i => reader.GetBlob(i))]);
    }

    private static byte[] Write(string codec)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, new() { Codec = Codec(codec) });
        foreach (GrainBlob grain in s_grains) writer.Add(grain);
        writer.Manifest = IndexManifest.Create([KeyValuePair.Create(s_grains[0].Address, IndexState.Default with { SystemValidTo = 5 })]);
        writer.Complete();
        return stream.ToArray();
    }

    private static IMgCodec Codec(string name) => SystemCodecs.All.First(codec => codec.Name == name);
}
