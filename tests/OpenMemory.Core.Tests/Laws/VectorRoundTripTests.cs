using System.Text;

namespace OpenMemory.Tests;

/// <summary>Every accepted blob of the vectors comes back byte for byte by each road (OMS-4.5-3, OMS-L-2, OMS-L-22).</summary>
[TestFixture]
public sealed class VectorRoundTripTests
{
    private static VectorBlob[] Blobs => Vectors.Blobs;

    [Test]
    public void There_are_vectors_of_every_file()
    {
        Assert.That(Blobs, Has.Length.GreaterThan(580));
        Assert.That(Blobs.Select(static blob => blob.Bytes[2]).Distinct().Count(type => type is >= 1 and <= 13), Is.EqualTo(13));
    }

    [TestCaseSource(nameof(Blobs))]
    public void A_blob_comes_back_by_every_road(VectorBlob vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        Grain grain = Grain.Read(vector.Bytes, vector.Options);
        Assert.That(Convert.ToHexStringLower(grain.ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(vector.Bytes)), "as a grain");

        GrainType? opaque = grain.Type.HasSchema() ? null : grain.Type;
        Same(Grain.Restore(grain.ToFields(), opaque).ToBlob(), vector, "through its fields");
        Same(GrainJson.Encode(Encoding.UTF8.GetBytes(GrainJson.ToJson(grain)), restore: true), vector, "through JSON");
    }

    [TestCaseSource(nameof(Blobs))]
    public void The_view_answers_what_the_blob_says(VectorBlob vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        GrainView view = GrainView.Parse(vector.Bytes, vector.Options);
        Grain grain = view.ToGrain();
        Assert.That(grain.DeclaredType, Is.EqualTo(Encoding.UTF8.GetString(view.DeclaredType)), "OMS-L-3: the stored type string");
        Assert.That(grain.Type, Is.EqualTo((GrainType)vector.Bytes[2]));
        Assert.That((byte)grain.Sensitivity, Is.EqualTo(vector.Bytes[1] >> 6));
        Assert.That(grain.IsSigned, Is.EqualTo(vector.Options.InsideEnvelope));
        Assert.That(grain.ToFields(), Has.Count.EqualTo(view.Count), "no field is lost, none is added (OMS-6-3)");
    }

    /// <summary>Fields do not say what level was asked for: those bits are compared only where none was.</summary>
    private static void Same(GrainBlob blob, VectorBlob vector, string road)
    {
        byte[] actual = blob.Span.ToArray(), expected = [.. vector.Bytes];
        if (vector.HasGivenLevel)
        {
            actual[1] &= 0x3e;
            expected[1] &= 0x3e;
        }
        Assert.That(Convert.ToHexStringLower(actual), Is.EqualTo(Convert.ToHexStringLower(expected)), road);
    }
}
