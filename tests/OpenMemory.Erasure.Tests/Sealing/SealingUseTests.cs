using OpenMemory.Compression;

namespace OpenMemory.Erasure.Tests;

/// <summary>What sealing refuses, and how buffers are used (R-9, OMS-3.3-2).</summary>
[TestFixture]
public sealed class SealingUseTests
{
    [Test]
    public void What_is_sealed_already_is_not_sealed_again()
    {
        using TestRing test = new();
        GrainBlob sealedGrain = test.Ring.Seal("alice", Vectors.Vector1);
        byte[] foreign = [0x01, 0x02, 0x01, 0, 0, 0, 0, 0, 0, 0x80];
        Assert.That(FaultOf(() => test.Ring.Seal("alice", sealedGrain)).Code, Is.EqualTo(OmsErrorCode.NotSupported));
        Assert.That(FaultOf(() => test.Ring.Seal("bob", sealedGrain.Span)).Code, Is.EqualTo(OmsErrorCode.NotSupported));
        Assert.That(FaultOf(() => test.Ring.Seal("alice", foreign)).Code, Is.EqualTo(OmsErrorCode.NotSupported));
    }

    [Test]
    public void What_is_no_grain_is_not_sealed_and_nobody_gets_a_key_for_it()
    {
        using TestRing test = new();
        byte[][] bad = [[], [1], [1, 0, 1, 0, 0, 0, 0, 0, 0], [2, 0, 1, 0, 0, 0, 0, 0, 0, 0x80], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0x80], [0xd2, 0x84], [0x84, 0x40, 0xa0, 0x41, 1, 0x40]];
        foreach (byte[] bytes in bad) Assert.That(FaultOf(() => test.Ring.Seal("alice", bytes)).IsFault, Is.True, Convert.ToHexString(bytes));
        Assert.That(test.Ring.GetState("alice"), Is.EqualTo(UserSaltState.None));
        Assert.Throws<ArgumentNullException>(() => test.Ring.Seal("alice", (GrainBlob)null!));
    }

    [Test]
    public void A_sealed_grain_is_never_larger_than_readers_accept()
    {
        using TestRing test = new();
        byte[] largest = new byte[CodecLimits.Untrusted.MaxBlobBytes];
        Vectors.Vector1.AsSpan(0, 10).CopyTo(largest);
        OmsFault fault = FaultOf(() => test.Ring.Seal("alice", largest));
        Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-3.3-2")));
        GrainBlob sealedGrain = test.Ring.Seal("alice", largest, new() { Limits = CodecLimits.Trusted });
        byte[] opened = new byte[sealedGrain.Length];
        Assert.That(test.Ring.OpenInto("alice", sealedGrain.Span, opened), Is.EqualTo(largest.Length));

        SealOptions small = new() { Limits = CodecLimits.Lightweight };
        byte[] destination = new byte[2000];
        int most = Enumerable.Range(10, 600).Last(length => Fits(length));
        Assert.That(test.Ring.Seal("alice", largest.AsSpan(0, most), small).Length, Is.EqualTo(CodecLimits.Lightweight.MaxBlobBytes), "to the last byte");

        bool Fits(int length)
        {
            try
            {
                return test.Ring.SealInto("alice", largest.AsSpan(0, length), destination, small) <= CodecLimits.Lightweight.MaxBlobBytes;
            }
            catch (OmsException)
            {
                return false;
            }
        }
    }

    [TestCase(16)]
    [TestCase(239)]
    [TestCase(240)]
    [TestCase(65519)]
    [TestCase(65520)]
    [TestCase(100_000)]
    public void Lengths_at_the_edges_of_the_encoding_are_right(int length)
    {
        foreach (uint version in (uint[])[0, 127, 128, 255, 256, 65535, 65536, uint.MaxValue])
        {
            using TestRing test = new(masters: MasterKeySet.Generate(version));
            byte[] blob = new byte[length];
            Vectors.Vector1.AsSpan(0, 10).CopyTo(blob);
            GrainBlob sealedGrain = test.Ring.Seal("alice", blob);
            Assert.That(GrainView.TryParse(sealedGrain.Span, out _, out OmsFault fault), Is.True, fault.ToString());
            Assert.That(SealedView.TryParse(sealedGrain.Span, out SealedView view) && view.MasterKeyVersion == version && view.Ciphertext.Length == length + 16, Is.True);
            Assert.That(sealedGrain.Length, Is.LessThanOrEqualTo(UserKeyRing.GetMaxSealedLength(length)));
            byte[] opened = new byte[length];
            Assert.That(test.Ring.OpenInto("alice", sealedGrain.Span, opened), Is.EqualTo(length));
            Assert.That(opened.AsSpan().SequenceEqual(blob), Is.True);
        }
        Assert.Throws<OverflowException>(() => UserKeyRing.GetMaxSealedLength(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => UserKeyRing.GetMaxSealedLength(-1));
    }

    [Test]
    public void A_short_destination_is_an_error_of_the_caller_and_the_exact_one_is_enough()
    {
        using TestRing test = new();
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray(), blob = Vectors.Vector1;
        Assert.Throws<ArgumentException>(() => test.Ring.SealInto("alice", blob, new byte[sealedGrain.Length - 1]));
        Assert.That(test.Ring.SealInto("alice", blob, new byte[sealedGrain.Length].AsSpan()), Is.EqualTo(sealedGrain.Length));
        Assert.Throws<ArgumentException>(() => test.Ring.OpenInto("alice", sealedGrain, new byte[blob.Length - 1]));
        Assert.That(test.Ring.OpenInto("alice", sealedGrain, new byte[blob.Length].AsSpan()), Is.EqualTo(blob.Length));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(30)]
    public void A_destination_that_overlaps_is_an_error_of_the_caller_and_nothing_is_lost(int shift)
    {
        using TestRing test = new(new() { Codec = SystemCodecs.Zstd });
        byte[] blob = new Event { Content = new string('x', 200), CreatedAt = 1 }.ToBlob().Span.ToArray(), buffer = new byte[1000];
        foreach (bool isCompressed in (bool[])[false, true])
        {
            blob.CopyTo(buffer, shift);
            Assert.Throws<ArgumentException>(() => test.Ring.SealInto("alice", buffer.AsSpan(shift, blob.Length), buffer.AsSpan(), new() { Compress = isCompressed }));
            Assert.That(buffer.AsSpan(shift, blob.Length).SequenceEqual(blob), Is.True);
            byte[] sealedGrain = test.Ring.Seal("alice", blob, new() { Compress = isCompressed }).Span.ToArray();
            sealedGrain.CopyTo(buffer, 0);
            Assert.Throws<ArgumentException>(() => test.Ring.OpenInto("alice", buffer.AsSpan(0, sealedGrain.Length), buffer.AsSpan(shift)));
            Assert.That(buffer.AsSpan(0, sealedGrain.Length).SequenceEqual(sealedGrain), Is.True);
            Assert.That(test.Ring.OpenInto("alice", buffer.AsSpan(0, sealedGrain.Length), buffer.AsSpan(sealedGrain.Length)), Is.EqualTo(blob.Length), "beside each other");
        }
    }

    [Test]
    public void A_header_that_was_not_asked_to_be_kept_is_blank()
    {
        using TestRing test = new();
        GrainHeader header = test.Ring.Seal("alice", Vectors.Vector1, new() { Header = (HeaderPrivacy)2 }).Header;
        Assert.That((header.NamespaceHash, header.CreatedAtSeconds), Is.EqualTo(((ushort)0, 0u)));
    }

    [Test]
    public void User_ids_that_are_none_are_refused_everywhere()
    {
        using TestRing test = new();
        byte[] sealedGrain = test.Ring.Seal("alice", Vectors.Vector1).Span.ToArray();
        foreach (string none in (string[])[null!, ""])
        {
            Assert.That(() => test.Ring.Seal(none, Vectors.Vector1), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.Open(none, sealedGrain), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.OpenInto(none, sealedGrain, new byte[500]), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.TryOpen(none, [], out _, out _), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.Reseal(none, sealedGrain), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.Destroy(none), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.GetState(none), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.GetToken(none), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.GetNames(none), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.CreateKeys([none]), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.RekeyDestroyedUser(none), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => test.Ring.GetDedupToken(none, default), Throws.InstanceOf<ArgumentException>());
        }
        foreach (string bad in (string[])["\ud800", new('x', KeyDerivation.MaxTextBytes + 1)])
        {
            OmsException fault = Assert.Throws<OmsException>(() => test.Ring.Seal(bad, Vectors.Vector1));
            Assert.That(fault.Code, Is.EqualTo(bad.Length == 1 ? OmsErrorCode.Corrupt : OmsErrorCode.Range));
            Assert.Throws<OmsException>(() => test.Ring.CreateKeys(["bob", bad]));
        }
        Assert.That(test.Ring.GetState("bob"), Is.EqualTo(UserSaltState.None), "all or nothing");
    }

    private static OmsFault FaultOf(Action work) => Assert.Throws<OmsException>(work)!.Fault;
}
