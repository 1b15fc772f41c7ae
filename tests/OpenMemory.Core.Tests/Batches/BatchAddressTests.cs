using System.Text;

namespace OpenMemory.Tests;

/// <summary>OMS-5-1: addresses that are computed many at once are those of SHA-256, on every path that this processor has.</summary>
[TestFixtureSource(typeof(BatchCase), nameof(BatchCase.Paths))]
internal sealed class BatchAddressTests(LanePath path)
{
    [Test]
    public void Every_length_up_to_1024_bytes_has_its_address([Values] bool shuffled)
    {
        int[] lengths = [.. Enumerable.Range(0, 1025)];
        if (shuffled) new Random(7).Shuffle(lengths);
        BatchCase.Of(lengths).Check(path);
    }

    [Test]
    public void Every_length_alone_and_in_company_of_its_like_has_its_address()
    {
        for (int length = 0; length <= 200; length++)
        {
            BatchCase.Of(Enumerable.Repeat(length, 1 + (length % 35)), length).Check(path);
        }
    }

    [Test]
    public void Random_lengths_up_to_a_million_have_their_addresses()
    {
        Random random = new(11);
        BatchCase.Of(Enumerable.Range(0, 70).Select(_ => random.Next(1_000_000))).Check(path);
        BatchCase.Of(Enumerable.Range(0, 3000).Select(_ => (int)Math.Exp(random.NextDouble() * 11))).Check(path);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(8)]
    [TestCase(9)]
    [TestCase(15)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(1023)]
    [TestCase(1024)]
    [TestCase(1025)]
    [TestCase(5000)]
    public void Any_number_of_blobs_is_a_batch(int count) => BatchCase.Of(Enumerable.Repeat(159, count)).Check(path);

    [Test]
    public void A_long_blob_among_short_ones_has_its_address_and_so_have_they()
    {
        int[] lengths = [.. Enumerable.Repeat(159, 40)];
        foreach (int at in (int[])[0, 13, 39]) lengths[at] = 300_000;
        BatchCase.Of(lengths).Check(path);
    }

    [Test]
    public void Blobs_may_overlap_and_stand_in_any_order()
    {
        byte[] source = BatchCase.Of([4096]).Source;
        Range[] blobs = [100..300, 0..4096, ^64.., 50..250, Range.All, 4096..4096, 0..0, 100..300];
        new BatchCase { Source = source, Blobs = blobs }.Check(path);
    }

    /// <summary>The examples of FIPS 180, which do not depend on what this platform computes.</summary>
    [Test]
    public void The_examples_of_the_standard_hold()
    {
        (byte[] Message, string Hash)[] examples =
        [
            ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc"u8.ToArray(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"u8.ToArray(), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
            (Encoding.ASCII.GetBytes(new string('a', 1_000_000)), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ];
        foreach ((byte[] message, string hash) in examples)
        {
            ContentAddress[] addresses = new ContentAddress[16];
            LanePaths.Compute(path, message, Enumerable.Repeat(Range.All, 16).ToArray(), addresses);
            Assert.That(addresses.Select(static address => address.ToString()), Is.All.EqualTo(hash));
        }
    }

    [Test]
    public void Nothing_is_read_behind_the_source()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Memory that cannot be read is made with mmap.");
        using GuardedMemory memory = new();
        for (int length = 0; length < 300; length++)
        {
            Span<byte> source = memory.Last(length);
            Range[] blobs = [.. Enumerable.Repeat(Range.All, 20)];
            ContentAddress[] addresses = new ContentAddress[20];
            LanePaths.Compute(path, source, blobs, addresses);
            Assert.That(addresses, Is.All.EqualTo(ContentAddress.Compute(source)));
        }
    }

    [Test]
    public void Nothing_is_allocated()
    {
        BatchCase batch = BatchCase.Of(Enumerable.Range(0, 50).Select(static i => 100 + i));
        ReadOnlyMemory<byte>[] memories = batch.Memories;
        ContentAddress[] addresses = new ContentAddress[50];
        Assert.That(Allocations.Of(() => LanePaths.Compute(path, batch.Source, batch.Blobs, addresses)), Is.Zero);
        Assert.That(Allocations.Of(() => LanePaths.Compute(path, memories, addresses)), Is.Zero);
    }

    [Test]
    public void Many_threads_may_compute_at_once()
    {
        BatchCase batch = BatchCase.Of(Enumerable.Range(0, 300));
        Parallel.For(0, 50, new() { MaxDegreeOfParallelism = 8 }, _ => batch.Check(path));
    }
}
