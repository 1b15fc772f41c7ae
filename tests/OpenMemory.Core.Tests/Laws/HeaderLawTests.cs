namespace OpenMemory.Tests;

/// <summary>The header follows the payload's own fields, and no others (OMS-3.1-4, OMS-3.1-6, OMS-3.1-8, OMS-13.4-1).</summary>
[TestFixture]
public sealed class HeaderLawTests
{
    // Keys are compared by their first eight bytes, short ones padded with NUL: none of these keys is the field it resembles.
    [TestCase("ns\0\0\0\0\0\0x", "another")]
    [TestCase("ns\0\0\0\0\0\0", "another")]
    [TestCase("ns\0", "another")]
    [TestCase("ca\0\0\0\0\0\0x", 9_000_000)]
    [TestCase("ca\0\0", 9_000_000)]
    public void A_custom_key_never_stands_for_a_header_field(string key, object value)
    {
        Reasoning plain = new() { CreatedAt = 1_000_000, Namespace = "shared" };
        Reasoning custom = plain with { Extra = new() { [key] = value is int number ? number : (string)value } };
        Assert.That(custom.ToBlob().Header, Is.EqualTo(plain.ToBlob().Header));
    }

    [TestCase("tags\0\0\0\0x")]
    [TestCase("cr\0\0\0\0\0\0x")]
    [TestCase("er\0\0\0\0\0\0x")]
    public void A_custom_array_raises_neither_sensitivity_nor_flags(string key)
    {
        Reasoning custom = new() { CreatedAt = 1, Extra = new() { [key] = new[] { "phi:x" } } };
        Assert.That(custom.ToBlob().Header, Is.EqualTo(new Reasoning { CreatedAt = 1 }.ToBlob().Header));
    }

    [TestCase(0L, 0u)]
    [TestCase(999L, 0u)]
    [TestCase(1000L, 1u)]
    [TestCase(-1L, 0u)]
    [TestCase(long.MinValue, 0u)]
    [TestCase(4294967295999L, uint.MaxValue)]
    [TestCase(4294967296000L, uint.MaxValue)]
    [TestCase(long.MaxValue, uint.MaxValue)]
    public void Seconds_are_rounded_down_and_clamped(long created, uint seconds)
    {
        GrainBlob blob = new Reasoning { CreatedAt = created }.ToBlob();
        Assert.That(blob.Header.CreatedAtSeconds, Is.EqualTo(seconds));
        Assert.That(Grain.Read(blob.Span).CreatedAt!.Value.Value, Is.EqualTo(created));
    }

    [TestCase(null, (ushort)0)]
    [TestCase("", (ushort)0)]
    [TestCase("shared", (ushort)0xa4d2)]
    public void The_namespace_hash_is_of_the_namespace_or_zero(string? name, ushort hash) =>
        Assert.That(new Reasoning { CreatedAt = 1, Namespace = name }.ToBlob().Header.NamespaceHash, Is.EqualTo(hash));

    [Test]
    public void Empty_reference_lists_set_no_flag() // OMS-3.1-8, OMS-4.5-4
    {
        GrainBlob empty = new Reasoning { CreatedAt = 1, ContentRefs = [], EmbeddingRefs = [] }.ToBlob();
        Assert.That(empty.Header.Flags, Is.EqualTo(GrainFlags.None));
        Assert.That(empty.View().Count, Is.EqualTo(4), "an empty array that was set is kept");
        GrainBlob one = new Reasoning
        {
            CreatedAt = 1, ContentRefs = [new() { Uri = "u", Modality = "image" }], EmbeddingRefs = [new() { VectorId = "v", Model = "m", Dimensions = 3 }],
        }.ToBlob();
        Assert.That(one.Header.Flags, Is.EqualTo(GrainFlags.HasContentRefs | GrainFlags.HasEmbeddingRefs));
    }

    [Test]
    public void Whole_float_times_are_times_for_the_header_too() // whole floats in integer fields are read, and the bytes kept
    {
        byte[] blob = Convert.FromHexString("010008" + "0000" + "00000002" + "82" + "a26361cb40a3880000000000" + "a174a9726561736f6e696e67");
        Grain grain = Grain.Read(blob);
        Assert.That(grain.CreatedAt!.Value.Value, Is.EqualTo(2500));
        Assert.That(Convert.ToHexStringLower(grain.ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(blob)));
        Assert.That(Convert.ToHexStringLower(Grain.Restore(grain.ToFields()).ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(blob)));
    }

    [TestCase("8000")] // header and an empty map, then no type (R-22 keeps unknown type bytes opaque)
    public void A_header_reads_and_writes_its_nine_bytes(string tail)
    {
        byte[] bytes = Convert.FromHexString("01ff0d1234deadbeef" + tail);
        Assert.That(GrainHeader.TryRead(bytes, out GrainHeader header), Is.True);
        Assert.That(header, Is.EqualTo(new GrainHeader((GrainFlags)0x3f, Sensitivity.Phi, GrainType.Trigger, 0x1234, 0xdeadbeef)));
        byte[] written = new byte[GrainHeader.Size];
        header.Write(written);
        Assert.That(written, Is.EqualTo(bytes[..9]));
        Assert.That(GrainHeader.TryRead(bytes.AsSpan(0, 8), out GrainHeader none), Is.False);
        Assert.That(none, Is.EqualTo(default(GrainHeader)));
    }
}
