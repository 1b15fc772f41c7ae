using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>Sealed attachments, whole (OMS-7.1.1-1 to -3, OMS-28.4.3-6, R-51, R-57).</summary>
[TestFixture]
public sealed class AttachmentTests
{
    private const int Segment = 65536;

    private static readonly int[] s_lengths = [0, 1, 15, 16, 17, 1000, Segment - 1, Segment, Segment + 1, 2 * Segment, 2 * Segment + 17, 3 * Segment - 1];

    [TestCaseSource(nameof(s_lengths))]
    public void What_was_sealed_opens_as_it_was(int length)
    {
        byte[] plaintext = RandomNumberGenerator.GetBytes(length);
        using TestRing test = new();
        byte[] sealedBlob = test.Ring.SealBlob("alice", plaintext, out ContentAddress address);
        Assert.That(address, Is.EqualTo(ContentAddress.Compute(plaintext)));
        Assert.That(sealedBlob, Has.Length.EqualTo(SealedBlob.GetLength(length)));
        Assert.That(test.Ring.OpenBlob("alice", address, sealedBlob).AsSpan().SequenceEqual(plaintext), Is.True);
        byte[] larger = [.. Enumerable.Repeat((byte)9, length + 3)];
        Assert.That(test.Ring.OpenBlob("alice", address, sealedBlob, larger.AsSpan()), Is.EqualTo(length));
        Assert.That(larger.AsSpan(0, length).SequenceEqual(plaintext) && larger.AsSpan(length).SequenceEqual("\t\t\t"u8), Is.True, "no byte beyond it is touched");
    }

    [Test]
    public void Sealed_twice_it_is_other_bytes_each_time()
    {
        using TestRing test = new();
        byte[][] sealings = [.. Enumerable.Range(0, 20).Select(i => test.Ring.SealBlob("alice", "the same"u8, out _))];
        Assert.That(sealings.Select(Convert.ToHexString), Is.Unique);
        Assert.That(sealings.Select(static bytes => Convert.ToHexString(bytes.AsSpan(45, 7))), Is.Unique);
    }

    [Test]
    public void Every_changed_bit_every_cut_and_every_byte_more_gives_the_one_fault()
    {
        using TestRing test = new();
        byte[] sealedBlob = test.Ring.SealBlob("alice", "an attachment"u8, out ContentAddress address);
        HashSet<OmsFault> faults = [];
        for (int bit = 0; bit < sealedBlob.Length * 8; bit++)
        {
            byte[] changed = [.. sealedBlob];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            faults.Add(FaultOf(test.Ring, "alice", address, changed));
        }
        for (int length = 0; length < sealedBlob.Length; length++) faults.Add(FaultOf(test.Ring, "alice", address, sealedBlob.AsSpan(0, length)));
        faults.Add(FaultOf(test.Ring, "alice", address, [.. sealedBlob, 0]));
        faults.Add(FaultOf(test.Ring, "alice", address, [.. sealedBlob, .. sealedBlob]));
        faults.Add(FaultOf(test.Ring, "bob", address, sealedBlob));
        faults.Add(FaultOf(test.Ring, "Alice", address, sealedBlob));
        test.Ring.CreateKeys(["carol"]);
        faults.Add(FaultOf(test.Ring, "carol", address, sealedBlob));
        faults.Add(FaultOf(test.Ring, "alice", default, sealedBlob));
        faults.Add(FaultOf(test.Ring, "alice", ContentAddress.Compute("another attachment"u8), sealedBlob));
        using TestRing other = new();
        other.Ring.CreateKeys(["alice"]);
        faults.Add(FaultOf(other.Ring, "alice", address, sealedBlob));
        for (int i = 0; i < 50; i++) faults.Add(FaultOf(test.Ring, "alice", address, RandomNumberGenerator.GetBytes(i * 7)));
        Assert.That(test.Ring.OpenBlob("alice", address, sealedBlob), Is.EqualTo("an attachment"u8.ToArray()), "the blob itself still opens");
        test.Ring.Destroy("alice");
        faults.Add(FaultOf(test.Ring, "alice", address, sealedBlob));
        test.Ring.RekeyDestroyedUser("alice");
        faults.Add(FaultOf(test.Ring, "alice", address, sealedBlob));
        Assert.That(faults, Is.EqualTo(new[] { new OmsFault(OmsErrorCode.Integrity, "OMS-7.1.1-3", "The sealed attachment does not open") }));
    }

    [Test]
    public void Segments_cannot_be_moved_left_out_repeated_cut_off_or_taken_from_another_sealing()
    {
        byte[] plaintext = RandomNumberGenerator.GetBytes(3 * Segment);
        using TestRing test = new();
        byte[] sealedBlob = test.Ring.SealBlob("alice", plaintext, out ContentAddress address), again = test.Ring.SealBlob("alice", plaintext, out _);
        byte[] header = sealedBlob[..52], first = sealedBlob[52..65604], second = sealedBlob[65604..131156], third = sealedBlob[131156..];
        byte[][] forgeries =
        [
            [.. header, .. second, .. first, .. third],
            [.. header, .. first, .. third],
            [.. header, .. second, .. third],
            [.. header, .. first, .. second],
            [.. header, .. first],
            [.. header, .. first, .. second, .. third, .. third],
            [.. header, .. first, .. second, .. second, .. third],
            [.. header, .. first, .. second, .. third, .. new byte[16]],
            [.. header, .. first, .. again[65604..131156], .. third],
            [.. again[..52], .. first, .. second, .. third],
            [.. header, .. third],
            [.. header, .. sealedBlob[65588..65604]],
        ];
        foreach (byte[] forgery in forgeries) Assert.That(FaultOf(test.Ring, "alice", address, forgery).Rule, Is.EqualTo("OMS-7.1.1-3"));
        Assert.That(test.Ring.OpenBlob("alice", address, [.. header, .. first, .. second, .. third]).AsSpan().SequenceEqual(plaintext), Is.True, "put together right, it opens");
    }

    [Test]
    public void A_key_holder_cannot_pass_other_bytes_off_under_an_address()
    {
        // Sealed rightly in every respect but that the address is that of other bytes: the tags are sound, the address is not (OMS-7.1.1-3).
        using TestRing test = new();
        ContentAddress claimed = ContentAddress.Compute("what was claimed"u8);
        using BlobCipher cipher = BlobCipher.ForSealing(test.Ring, "alice", claimed, verify: false);
        byte[] forged = new byte[SealedBlob.GetLength(5)];
        cipher.Header.CopyTo(forged);
        cipher.Seal("other"u8, isLast: true, forged.AsSpan(52));
        using BlobCipher opener = BlobCipher.ForOpening(test.Ring, "alice", claimed, forged)!;
        byte[] plaintext = new byte[5];
        Assert.That(opener.Open(forged.AsSpan(52), isLast: true, plaintext), Is.EqualTo(-1));
        Assert.That(plaintext, Is.All.Zero);
        Assert.That(FaultOf(test.Ring, "alice", claimed, forged).Rule, Is.EqualTo("OMS-7.1.1-3"));
    }

    [Test]
    public void What_does_not_open_leaves_zeros_in_the_destination()
    {
        using TestRing test = new();
        byte[] sealedBlob = test.Ring.SealBlob("alice", new byte[2 * Segment + 5].Select(static _ => (byte)1).ToArray(), out ContentAddress address);
        sealedBlob[^1] ^= 1; // two segments open, the last does not
        byte[] destination = [.. Enumerable.Repeat((byte)9, 2 * Segment + 5)];
        Assert.Throws<OmsException>(() => test.Ring.OpenBlob("alice", address, sealedBlob, destination));
        Assert.That(destination.AsSpan().ContainsAnyExcept((byte)0), Is.False);
    }

    [Test]
    public void Nothing_is_sealed_for_a_destroyed_user_until_there_is_a_new_key()
    {
        using TestRing test = new();
        test.Ring.SealBlob("alice", "x"u8, out _);
        test.Ring.Destroy("alice");
        Assert.Throws<UserKeyDestroyedException>(() => test.Ring.SealBlob("alice", "x"u8, out _));
        test.Ring.RekeyDestroyedUser("alice");
        byte[] sealedBlob = test.Ring.SealBlob("alice", "x"u8, out ContentAddress address);
        Assert.That(test.Ring.OpenBlob("alice", address, sealedBlob), Is.EqualTo("x"u8.ToArray()));
    }

    [Test]
    public void An_attachment_sealed_before_the_master_key_was_rotated_still_opens()
    {
        using TestRing test = new();
        byte[] old = test.Ring.SealBlob("alice", "x"u8, out ContentAddress address);
        test.Masters.AddRandom(2);
        byte[] now = test.Ring.SealBlob("alice", "x"u8, out _);
        Assert.That(test.Ring.OpenBlob("alice", address, old), Is.EqualTo(test.Ring.OpenBlob("alice", address, now)));
        Assert.That(SealedBlob.TryReadName(now, out UserSaltName name) && name.MasterKeyVersion == 2, Is.True);
        test.Ring.Destroy("alice");
        FaultOf(test.Ring, "alice", address, old);
        FaultOf(test.Ring, "alice", address, now);
    }

    [Test]
    public void Wrong_use_is_told_from_wrong_bytes()
    {
        using TestRing test = new();
        byte[] sealedBlob = test.Ring.SealBlob("alice", "12345"u8, out ContentAddress address), buffer = new byte[200];
        Assert.Throws<ArgumentException>(() => test.Ring.SealBlob("", "x"u8, out _));
        Assert.Throws<ArgumentException>(() => test.Ring.OpenBlob("", address, sealedBlob));
        Assert.Throws<ArgumentException>(() => test.Ring.OpenBlob("alice", address, sealedBlob, new byte[4]));
        Assert.Throws<ArgumentException>(() => test.Ring.SealBlob("alice", "12345"u8, new byte[72], out _));
        Assert.Throws<ArgumentException>(() => test.Ring.SealBlob("alice", buffer.AsSpan(0, 5), buffer.AsSpan(4), out _));
        sealedBlob.CopyTo(buffer, 0);
        Assert.Throws<ArgumentException>(() => test.Ring.OpenBlob("alice", address, buffer.AsSpan(0, sealedBlob.Length), buffer.AsSpan(60)));
        test.Ring.Dispose();
        Assert.Throws<ObjectDisposedException>(() => test.Ring.SealBlob("alice", "x"u8, out _));
        Assert.Throws<ObjectDisposedException>(() => test.Ring.OpenBlob("alice", address, sealedBlob));
    }

    private static OmsFault FaultOf(UserKeyRing ring, string userId, ContentAddress address, ReadOnlySpan<byte> sealedBlob)
    {
        try
        {
            ring.OpenBlob(userId, address, sealedBlob);
        }
        catch (OmsException exception)
        {
            return exception.Fault;
        }
        Assert.Fail("It opened.");
        return default;
    }
}
