using System.Buffers;

namespace OpenMemory.Tests;

/// <summary>The hot-path writer allocates nothing in its steady state (§8 of the design: 0 B).</summary>
[TestFixture]
public sealed class WritingAllocationTests
{
    private const string Author = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

    [Test]
    public void Vector_1_is_written_into_a_span_for_free_in_any_order()
    {
        byte[] buffer = new byte[200];
        int length = 0;
        ContentAddress address = default;
        long allocated = Allocations.Of(() =>
        {
            using GrainWriter writer = new(GrainType.Fact);
            writer.Write(Field.SourceType, "user_explicit");
            writer.Write(Field.Object, "dark mode"u8);
            writer.Write(Field.CreatedAt, 1768471200000);
            writer.Write(Field.Subject, "user");
            writer.Write(Field.Confidence, 0.9);
            writer.Write(Field.AuthorDid, Author);
            writer.Write(Field.Namespace, "shared");
            writer.Write(Field.Relation, "prefers");
            length = writer.Finish(buffer, out address);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(buffer.AsSpan(0, length).SequenceEqual(Vectors.Vector1), Is.True);
        Assert.That(address, Is.EqualTo(ContentAddress.Compute(Vectors.Vector1)));
    }

    [Test]
    public void Text_that_is_not_ASCII_or_needs_normalization_costs_nothing_either()
    {
        byte[] buffer = new byte[500];
        string long1 = new('\u00E9', 60), decomposed = string.Concat(Enumerable.Repeat("e\u0301", 60));
        int length = 0;
        long allocated = Allocations.Of(() =>
        {
            using GrainWriter writer = new(GrainType.Reasoning);
            writer.Write(Field.Conclusion, decomposed);
            writer.Write(Field.CreatedAt, -5);
            writer.Write(Field.ThinkingContent, long1);
            writer.Write(Field.Contradicted, true);
            length = writer.Finish(buffer, out _);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(GrainView.TryParse(buffer.AsSpan(0, length), out _, out OmsFault fault), Is.True, fault.ToString());
    }

    [Test]
    public void Maps_and_extra_fields_in_no_order_cost_nothing()
    {
        OmsValue map = new OmsMap { ["zebra"] = 1, ["apple"] = "two", ["mango"] = true, ["fig"] = 2.5 };
        byte[] buffer = new byte[500];
        int length = 0;
        long allocated = Allocations.Of(() =>
        {
            using GrainWriter writer = new(GrainType.Event);
            writer.WriteExtra("x_last", map);
            writer.WriteExtra("x_first", 1);
            writer.WriteExtra("x_between", 2);
            writer.Write(Field.Content, "hello");
            writer.Write(Field.CreatedAt, 1);
            length = writer.Finish(buffer, out _);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(GrainView.TryParse(buffer.AsSpan(0, length), out _, out OmsFault fault), Is.True, fault.ToString());
    }

    [Test]
    public void A_growing_buffer_that_is_reused_costs_nothing()
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        long allocated = Allocations.Of(() =>
        {
            buffer.ResetWrittenCount();
            using GrainWriter writer = new(GrainType.Event, new() { Sensitivity = Sensitivity.Pii });
            writer.Write(Field.Content, "hello");
            writer.Write(Field.CreatedAt, 1);
            writer.Write(Field.Consolidated, false);
            writer.Finish(buffer);
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(Grain.Read(buffer.WrittenSpan), Is.TypeOf<Event>());
    }
}
