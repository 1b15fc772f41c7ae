using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>Attachments from stream to stream (OMS-7.1.1-2, OMS-7.1.1-3, OMS-28.4.3-6).</summary>
[TestFixture]
public sealed class AttachmentStreamTests
{
    private const int Segment = 65536;

    private static readonly int[] s_lengths = [0, 1, Segment - 1, Segment, Segment + 1, 3 * Segment, 3 * Segment + 17];

    [TestCaseSource(nameof(s_lengths))]
    public async Task Both_roads_read_what_either_wrote_however_the_streams_are_cut(int length)
    {
        byte[] plaintext = RandomNumberGenerator.GetBytes(length);
        using TestRing test = new();
        byte[] whole = test.Ring.SealBlob("alice", plaintext, out ContentAddress address);
        foreach (int step in (int[])[7, 1021, Segment, Segment + 1, 1 << 20])
        {
            if (step == 7 && length > Segment) continue;
            using MemoryStream sealedBlob = new(), opened = new();
            await test.Ring.SealBlobAsync("alice", address, new DrippingStream(plaintext, step), sealedBlob);
            Assert.That(test.Ring.OpenBlob("alice", address, sealedBlob.ToArray()).AsSpan().SequenceEqual(plaintext), Is.True, $"steps of {step}");
            await test.Ring.OpenBlobAsync("alice", address, new DrippingStream(whole, step), opened);
            Assert.That(opened.ToArray().AsSpan().SequenceEqual(plaintext), Is.True, $"steps of {step}");
        }
    }

    [Test]
    public async Task A_source_that_is_not_what_its_address_says_is_sealed_into_something_without_an_end()
    {
        using TestRing test = new();
        byte[] plaintext = RandomNumberGenerator.GetBytes(2 * Segment + 10);
        ContentAddress address = ContentAddress.Compute(plaintext);
        plaintext[^1] ^= 1;
        using MemoryStream destination = new();
        OmsException? fault = await Assert.ThrowsAsync<OmsException>(() => test.Ring.SealBlobAsync("alice", address, new MemoryStream(plaintext), destination));
        Assert.That((fault?.Code, fault?.Fault.Rule), Is.EqualTo(((OmsErrorCode?)OmsErrorCode.Integrity, "OMS-7.1.1-2")));
        Assert.That(destination.Length, Is.EqualTo(52 + 2 * (Segment + 16)), "the last segment was not written");
        await OpensNotAsync(test.Ring, address, destination.ToArray());
        Assert.Throws<OmsException>(() => test.Ring.OpenBlob("alice", address, destination.ToArray()));
    }

    [Test]
    public async Task Only_segments_that_were_proved_reach_the_destination()
    {
        using TestRing test = new();
        byte[] plaintext = RandomNumberGenerator.GetBytes(2 * Segment + 10);
        byte[] sealedBlob = test.Ring.SealBlob("alice", plaintext, out ContentAddress address);
        (int ChangedAt, int Released)[] cases = [(0, 0), (20, 0), (44, 0), (51, 0), (52, 0), (Segment + 67, 0), (Segment + 68, Segment), (sealedBlob.Length - 1, 2 * Segment)];
        foreach ((int at, int released) in cases)
        {
            byte[] changed = [.. sealedBlob];
            changed[at] ^= 0x80;
            byte[] written = await OpensNotAsync(test.Ring, address, changed);
            Assert.That(written.AsSpan().SequenceEqual(plaintext.AsSpan(0, released)), Is.True, $"changed at {at}");
        }
        foreach (int cut in (int[])[0, 51, 52, 60, 68, Segment + 68, 2 * (Segment + 16) + 52, sealedBlob.Length - 1])
            await OpensNotAsync(test.Ring, address, sealedBlob[..cut]);
        await OpensNotAsync(test.Ring, address, [.. sealedBlob, 0]);
    }

    [Test]
    public async Task The_file_appears_only_when_all_of_it_was_proved()
    {
        using TestRing test = new();
        using TemporaryFolder folder = new();
        byte[] plaintext = RandomNumberGenerator.GetBytes(Segment + 10);
        byte[] sealedBlob = test.Ring.SealBlob("alice", plaintext, out ContentAddress address), changed = [.. sealedBlob];
        changed[^1] ^= 1;
        await Assert.ThrowsAsync<OmsException>(() => test.Ring.OpenBlobAsync("alice", address, new MemoryStream(changed), folder["video"]));
        Assert.That(folder.Names, Is.Empty);
        await File.WriteAllTextAsync(folder["video"], "an older one");
        await Assert.ThrowsAsync<OmsException>(() => test.Ring.OpenBlobAsync("alice", address, new MemoryStream(changed), folder["video"]));
        Assert.That(await File.ReadAllTextAsync(folder["video"]), Is.EqualTo("an older one"));
        await test.Ring.OpenBlobAsync("alice", address, new MemoryStream(sealedBlob), folder["video"]);
        Assert.That((await File.ReadAllBytesAsync(folder["video"])).AsSpan().SequenceEqual(plaintext), Is.True);
        Assert.That(folder.Names, Is.EqualTo(new[] { "video" }));
    }

    [Test]
    public async Task Destroying_a_user_stops_streams_that_are_under_way()
    {
        using TestRing test = new();
        byte[] plaintext = RandomNumberGenerator.GetBytes(4 * Segment);
        byte[] sealedBlob = test.Ring.SealBlob("alice", plaintext, out ContentAddress address);
        using MemoryStream opened = new(), resealed = new();
        DrippingStream source = new(sealedBlob, Segment) { Before = read => { if (read == 2) test.Ring.Destroy("alice"); } };
        await Assert.ThrowsAsync<OmsException>(() => test.Ring.OpenBlobAsync("alice", address, source, opened));
        Assert.That(opened.Length, Is.LessThanOrEqualTo(Segment));

        test.Ring.RekeyDestroyedUser("alice");
        await test.Ring.SealBlobAsync("alice", address, new MemoryStream(plaintext), new MemoryStream());
        source = new(plaintext, Segment) { Before = read => { if (read == 2) test.Ring.Destroy("alice"); } };
        await Assert.ThrowsAsync<UserKeyDestroyedException>(() => test.Ring.SealBlobAsync("alice", address, source, resealed));
    }

    [Test]
    public async Task A_user_who_gets_a_new_key_meanwhile_does_not_get_an_attachment_of_two_keys()
    {
        using TestRing test = new();
        byte[] plaintext = RandomNumberGenerator.GetBytes(4 * Segment);
        DrippingStream source = new(plaintext, Segment)
        {
            Before = read =>
            {
                if (read != 2) return;
                test.Ring.Destroy("alice");
                test.Ring.RekeyDestroyedUser("alice");
            },
        };
        await Assert.ThrowsAsync<UserKeyDestroyedException>(() => test.Ring.SealBlobAsync("alice", ContentAddress.Compute(plaintext), source, new MemoryStream()));
    }

    [Test]
    public async Task Destroying_another_user_or_the_end_of_a_key_s_lifetime_disturbs_nothing()
    {
        using TestRing test = new(new() { KeyLifetime = TimeSpan.Zero });
        test.Ring.CreateKeys(Enumerable.Range(0, 10).Select(static i => $"user {i}"));
        byte[] plaintext = RandomNumberGenerator.GetBytes(8 * Segment);
        ContentAddress address = ContentAddress.Compute(plaintext);
        Action<int> destroy = read => { if (read < 10) test.Ring.Destroy($"user {read}"); };
        using MemoryStream sealedBlob = new(), opened = new();
        await test.Ring.SealBlobAsync("alice", address, new DrippingStream(plaintext, Segment) { Before = destroy }, sealedBlob);
        await test.Ring.OpenBlobAsync("alice", address, new DrippingStream(sealedBlob.ToArray(), Segment) { Before = destroy }, opened);
        Assert.That(opened.ToArray().AsSpan().SequenceEqual(plaintext), Is.True);
    }

    [Test]
    public async Task Another_ring_s_destroying_is_seen_between_two_segments()
    {
        using TestRing test = new();
        using UserKeyRing second = test.Second();
        byte[] plaintext = RandomNumberGenerator.GetBytes(4 * Segment);
        byte[] sealedBlob = test.Ring.SealBlob("alice", plaintext, out ContentAddress address);
        using MemoryStream opened = new();
        DrippingStream source = new(sealedBlob, Segment) { Before = read => { if (read == 3) second.Destroy("alice"); } };
        await Assert.ThrowsAsync<OmsException>(() => test.Ring.OpenBlobAsync("alice", address, source, opened));
        Assert.That(opened.Length, Is.LessThanOrEqualTo(2 * Segment));
        await OpensNotAsync(second, address, sealedBlob);
    }

    [Test]
    public async Task Cancelled_work_stops_and_wrong_use_is_refused()
    {
        using TestRing test = new();
        using CancellationTokenSource stop = new();
        byte[] plaintext = new byte[4 * Segment];
        ContentAddress address = ContentAddress.Compute(plaintext);
        DrippingStream source = new(plaintext, Segment) { Before = read => { if (read == 2) stop.Cancel(); } };
        await Assert.CatchAsync<OperationCanceledException>(() => test.Ring.SealBlobAsync("alice", address, source, new MemoryStream(), stop.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Ring.SealBlobAsync("", address, source, new MemoryStream()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => test.Ring.SealBlobAsync("alice", address, null!, new MemoryStream()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => test.Ring.SealBlobAsync("alice", address, source, null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => test.Ring.OpenBlobAsync("alice", address, null!, new MemoryStream()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => test.Ring.OpenBlobAsync("alice", address, source, (Stream)null!));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Ring.OpenBlobAsync("alice", address, source, ""));
    }

    [Test]
    public async Task Memory_stays_bounded_whatever_the_length()
    {
        using TestRing test = new();
        byte[] plaintext = new byte[64 << 20];
        ContentAddress address = ContentAddress.Compute(plaintext);
        using MemoryStream sealedBlob = new((int)SealedBlob.GetLength(plaintext.Length));
        await test.Ring.SealBlobAsync("alice", address, new MemoryStream(plaintext), sealedBlob); // warm
        sealedBlob.Position = 0;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await test.Ring.SealBlobAsync("alice", address, new MemoryStream(plaintext), sealedBlob);
        sealedBlob.Position = 0;
        await test.Ring.OpenBlobAsync("alice", address, sealedBlob, Stream.Null);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.That(allocated, Is.LessThan(2 << 20), "128 MiB went through");
    }

    /// <returns>What was written before it failed.</returns>
    private static async Task<byte[]> OpensNotAsync(UserKeyRing ring, ContentAddress address, byte[] sealedBlob)
    {
        using MemoryStream opened = new();
        OmsException? fault = null;
        try
        {
            await ring.OpenBlobAsync("alice", address, new MemoryStream(sealedBlob), opened);
        }
        catch (OmsException exception)
        {
            fault = exception;
        }
        Assert.That(fault?.Fault, Is.EqualTo(new OmsFault(OmsErrorCode.Integrity, "OMS-7.1.1-3", "The sealed attachment does not open")));
        return opened.ToArray();
    }

    /// <summary>Gives at most some bytes at a time, and says before which read it is.</summary>
    private sealed class DrippingStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        private int _reads;

        internal Action<int>? Before { get; init; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Before?.Invoke(_reads++);
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, step)], cancellationToken);
        }
    }
}
