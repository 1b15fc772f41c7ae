namespace OpenMemory.Erasure.Tests;

/// <summary>What sealing and opening allocate when the user's key is ready.</summary>
[TestFixture]
public sealed class SealingAllocationTests
{
    /// <summary>A <see cref="GrainBlob"/>: its header, the reference to its bytes, an address, a flag; and the header of the array, rounded up.</summary>
    private const int ObjectAndArrayBytes = 72 + 32;

    [Test]
    public void Into_a_buffer_nothing_is_allocated([Values("alice", "Am\u00e9lie", "Ame\u0301lie")] string userId)
    {
        using TestRing test = new();
        byte[] blob = Vectors.Vector1, sealedGrain = new byte[UserKeyRing.GetMaxSealedLength(blob.Length)], opened = new byte[blob.Length];
        int length = test.Ring.SealInto(userId, blob, sealedGrain);
        Assert.That(Allocations.Of(() => test.Ring.SealInto(userId, blob, sealedGrain)), Is.Zero);
        Assert.That(Allocations.Of(() => test.Ring.OpenInto(userId, sealedGrain.AsSpan(0, length), opened)), Is.Zero);
    }

    [Test]
    public void A_large_grain_into_a_buffer_allocates_nothing_either()
    {
        using TestRing test = new();
        byte[] blob = new byte[100_000], sealedGrain = new byte[UserKeyRing.GetMaxSealedLength(blob.Length)];
        Vectors.Vector1.AsSpan(0, 10).CopyTo(blob);
        int length = 0;
        Assert.That(Allocations.Of(() => length = test.Ring.SealInto("alice", blob, sealedGrain)), Is.Zero);
        Assert.That(Allocations.Of(() => test.Ring.OpenInto("alice", sealedGrain.AsSpan(0, length), blob)), Is.Zero);
    }

    [Test]
    public void Into_a_blob_only_the_blob_is_allocated()
    {
        using TestRing test = new();
        byte[] blob = Vectors.Vector1;
        GrainBlob sealedGrain = test.Ring.Seal("alice", blob);
        Assert.That(Allocations.Of(() => test.Ring.Seal("alice", blob)), Is.LessThanOrEqualTo(Allocations.Times * (sealedGrain.Length + ObjectAndArrayBytes)));
        Assert.That(Allocations.Of(() => test.Ring.Open("alice", sealedGrain.Span)), Is.LessThanOrEqualTo(Allocations.Times * (blob.Length + ObjectAndArrayBytes)));
    }
}
