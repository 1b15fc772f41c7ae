using System.Buffers;

namespace OpenMemory.Store.Tests;

/// <summary>What a caller does to its buffer meanwhile changes nothing of what was judged.</summary>
[TestFixture]
public sealed class OwnBytesTests
{
    private static readonly Fact s_fact = new() { Subject = "customer-456", Relation = "prefers", Object = "mail", Confidence = 0.9, CreatedAt = 1768471200000 };

    [Test]
    public async Task A_grain_is_copied_before_it_is_judged_OMS_28_4_7()
    {
        GrainBlob good = s_fact.ToBlob();
        byte[] other = good.Memory.ToArray();
        other[GrainHeader.Size] = 0xc1; // no MessagePack at all
        await using InMemoryGrainStore store = new();
        using Shifting put = new(good.Memory.ToArray(), other), received = new((s_fact with { Object = "phone" }).ToBlob().Memory.ToArray(), other);
        WriteResult result = await store.PutAsync(put.Memory);
        Assert.That((result.Outcome, result.Address), Is.EqualTo((WriteOutcome.Done, good.Address)));
        Assert.That((await store.GetAsync(good.Address))!.Blob.Span.SequenceEqual(good.Span));
        Assert.That((await store.ReceiveAsync([new(received.Memory)]))[0].Outcome, Is.EqualTo(WriteOutcome.Done));
    }

    /// <summary>A buffer that holds something else the second time that somebody looks.</summary>
    private sealed class Shifting(byte[] first, byte[] then) : MemoryManager<byte>
    {
        private int _looks;

        public override Memory<byte> Memory => CreateMemory(first.Length);

        public override Span<byte> GetSpan() => _looks++ == 0 ? first : then;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
