namespace OpenMemory.Tests;

/// <summary>A header that disagrees with its payload is read, kept and written as it came (OMS-3.1-12, OMS-3.1-5).</summary>
[TestFixture]
public sealed class HeaderDisagreementTests
{
    [TestCase(3, 0xff)]
    [TestCase(4, 0x01)]
    [TestCase(5, 0x80)]
    [TestCase(8, 0xff)]
    [TestCase(1, 0x08)] // content_refs that are not there
    [TestCase(1, 0x10)] // embedding_refs that are not there
    [TestCase(1, 0x40)] // more sensitive than the tags demand
    public void A_changed_header_survives_reading_and_writing(int at, byte bits)
    {
        foreach (VectorBlob vector in Vectors.Of("grain-types").Concat(Vectors.Of("opaque")))
        {
            byte[] blob = [.. vector.Bytes];
            blob[at] ^= bits;
            if (!GrainView.TryParse(blob, out GrainView view, out OmsFault fault))
            {
                Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.SensitivityMismatch), vector.Name); // the flip lowered it
                continue;
            }
            Grain grain = view.ToGrain();
            Assert.That(grain.ToBlob().Span.SequenceEqual(blob), Is.True, vector.Name);
            Assert.That((grain with { }).ToBlob().Span.SequenceEqual(blob), Is.True, vector.Name);
            Assert.That(grain.Namespace, Is.EqualTo(Grain.Read(vector.Bytes).Namespace), "the payload is authoritative");
            Assert.That(grain.CreatedAt, Is.EqualTo(Grain.Read(vector.Bytes).CreatedAt));
        }
    }

    [Test]
    public void Reading_a_blob_and_writing_it_with_references_keeps_missing_bits()
    {
        byte[] blob = new Reasoning { CreatedAt = 1, ContentRefs = [new() { Uri = "u", Modality = "image" }] }.ToBlob().Span.ToArray();
        blob[1] = 0;
        Grain grain = Grain.Read(blob);
        Assert.That(grain.ToBlob().Header.Flags, Is.EqualTo(GrainFlags.None));
        Assert.That((grain with { License = "MIT" }).ToBlob().Header.Flags, Is.EqualTo(GrainFlags.HasContentRefs));
    }
}
