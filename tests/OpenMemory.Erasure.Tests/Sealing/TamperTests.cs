using OpenMemory.Compression;
using System.Security.Cryptography;

namespace OpenMemory.Erasure.Tests;

/// <summary>Whatever does not open says one and the same (R-9, OMS-20.3-1): nobody learns which part was wrong.</summary>
[TestFixture]
public sealed class TamperTests
{
    private static readonly OmsFault s_doesNotOpen = new(OmsErrorCode.Integrity, "R-9", "The sealed grain does not open");

    [Test]
    public void Every_changed_bit_gives_the_one_fault([Values] HeaderPrivacy header, [Values] bool compressed)
    {
        using TestRing test = new(new() { Codec = SystemCodecs.Zstd });
        byte[] blob = compressed ? new Fact { Subject = "alice", Relation = "said", Object = new string('x', 300), Confidence = 1, CreatedAt = 1 }.ToBlob().Span.ToArray() : Vectors.Vector1;
        byte[] sealedGrain = test.Ring.Seal("alice", blob, new() { Header = header, Compress = compressed }).Span.ToArray();
        Assert.That((sealedGrain[1] & 4) != 0, Is.EqualTo(compressed));
        for (int bit = 0; bit < sealedGrain.Length * 8; bit++)
        {
            byte[] changed = [.. sealedGrain];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            IsRefused(test.Ring, "alice", changed, $"bit {bit % 8} of byte {bit / 8}");
        }
        Assert.That(test.Ring.Open("alice", sealedGrain).Span.SequenceEqual(blob), Is.True, "the grain itself opens");
    }

    [Test]
    public void Cut_longer_empty_and_random_bytes_give_the_one_fault()
    {
        using TestRing test = new();
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray();
        for (int length = 0; length < sealedGrain.Length; length++) IsRefused(test.Ring, "alice", sealedGrain[..length], $"{length} bytes of it");
        IsRefused(test.Ring, "alice", [.. sealedGrain, 0], "a byte more");
        IsRefused(test.Ring, "alice", [.. sealedGrain, .. sealedGrain], "twice");
        Random random = new(1);
        for (int i = 0; i < 500; i++)
        {
            byte[] noise = new byte[random.Next(400)];
            random.NextBytes(noise);
            IsRefused(test.Ring, "alice", noise, "noise");
            if (noise.Length > 13) sealedGrain.AsSpan(0, 13).CopyTo(noise);
            IsRefused(test.Ring, "alice", noise, "noise after a true beginning");
        }
    }

    [Test]
    public void Another_user_master_key_or_version_gives_the_one_fault()
    {
        using TestRing test = new(), stranger = new();
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray();
        test.Ring.CreateKeys(["bob"]);
        stranger.Ring.CreateKeys(["alice"]);
        foreach (string other in (string[])["bob", "nobody", "Alice", "alice "]) IsRefused(test.Ring, other, sealedGrain, other);
        IsRefused(stranger.Ring, "alice", sealedGrain, "another master key");

        using MasterKeySet sameKeyOtherVersion = new();
        sameKeyOtherVersion.Add(2, new byte[32]);
        using UserKeyRing without = new(sameKeyOtherVersion, new InMemoryUserSaltStore());
        without.CreateKeys(["alice"]);
        IsRefused(without, "alice", sealedGrain, "a version that is not there");
        test.Masters.AddRandom(2);
        test.Ring.Seal("alice", Vectors.Vector1);
        byte[] moved = [.. sealedGrain];
        moved[^42] = 2; // kv
        Assert.That(SealedView.TryParse(moved, out SealedView view) && view.MasterKeyVersion == 2, Is.True);
        IsRefused(test.Ring, "alice", moved, "another version claimed");
    }

    [Test]
    public void A_destroyed_user_gives_the_one_fault_and_so_does_the_time_after_a_new_key()
    {
        using TestRing test = new();
        byte[] alice = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray(), bob = test.Ring.Seal("bob", Vectors.Vector1).Span.ToArray();
        test.Ring.Destroy("alice");
        IsRefused(test.Ring, "alice", alice, "destroyed");
        test.Ring.RekeyDestroyedUser("alice");
        IsRefused(test.Ring, "alice", alice, "a new key");
        Assert.That(test.Ring.Open("alice", test.Ring.Seal("alice", Vectors.Vector1).Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
        Assert.That(test.Ring.Open("bob", bob).Span.SequenceEqual(Vectors.Vector1), Is.True);
    }

    [Test]
    public void A_form_that_is_not_R_9_s_gives_the_one_fault_though_it_is_a_sound_grain()
    {
        using TestRing test = new();
        test.Ring.CreateKeys(["alice"]);
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray();
        byte[] otherForm = [.. sealedGrain];
        otherForm[^1] = 2; // v
        byte[][] foreign =
        [
            [0x01, 0x02, 0x01, 0, 0, 0, 0, 0, 0, 0x81, 0xa1, (byte)'x', 0xc4, 1, 0],
            [0x01, 0x02, 0x01, 0, 0, 0, 0, 0, 0, .. RandomNumberGenerator.GetBytes(300)],
            otherForm,
        ];
        foreach (byte[] blob in foreign)
        {
            Assert.That(GrainView.TryParse(blob, out GrainView view, out _) && view.IsSealed, Is.True, "opaque, never ERR_CORRUPT (R-9)");
            IsRefused(test.Ring, "alice", blob, "foreign");
        }
        IsRefused(test.Ring, "alice", Vectors.Vector1, "not sealed at all");
    }

    [Test]
    public void Other_flags_in_the_header_are_another_form()
    {
        using TestRing test = new();
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray();
        for (int flags = 0; flags < 0x40; flags++)
        {
            sealedGrain[1] = (byte)flags;
            Assert.That(SealedView.TryParse(sealedGrain, out _), Is.EqualTo((flags & ~4) == 2), $"{flags:x2}");
        }
    }

    [Test]
    public void The_parts_of_two_sealings_do_not_fit_together()
    {
        using TestRing test = new();
        byte[] one = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray(), other = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray();
        Assert.That(one, Has.Length.EqualTo(other.Length));
        Assert.That(one, Is.Not.EqualTo(other), "a fresh nonce each time");
        for (int i = 0; i < one.Length; i++)
        {
            byte[] mixed = [.. one[..i], .. other[i..]];
            if (!mixed.AsSpan().SequenceEqual(one) && !mixed.AsSpan().SequenceEqual(other)) IsRefused(test.Ring, "alice", mixed, $"joined at {i}");
        }
    }

    [Test]
    public void What_does_not_open_leaves_nothing_in_the_destination()
    {
        using TestRing test = new();
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray(), destination = new byte[sealedGrain.Length];
        sealedGrain[40] ^= 1;
        Assert.Throws<OmsException>(() => test.Ring.OpenInto("alice", sealedGrain, destination));
        Assert.That(destination, Is.All.Zero);
    }

    private static void IsRefused(UserKeyRing ring, string userId, byte[] bytes, string what)
    {
        Assert.That(ring.TryOpen(userId, bytes, out GrainBlob? grain, out OmsFault fault), Is.False, what);
        Assert.That((grain, fault), Is.EqualTo(((GrainBlob?)null, s_doesNotOpen)), what);
        Assert.That(Assert.Throws<OmsException>(() => ring.Open(userId, bytes)).Fault, Is.EqualTo(s_doesNotOpen), what);
        Assert.That(Assert.Throws<OmsException>(() => ring.OpenInto(userId, bytes, new byte[bytes.Length])).Fault, Is.EqualTo(s_doesNotOpen), what);
        Assert.That(Assert.Throws<OmsException>(() => ring.Reseal(userId, bytes)).Fault, Is.EqualTo(s_doesNotOpen), what);
    }
}
