namespace OpenMemory.Tests;

/// <summary>Every bit counts: one flipped bit is refused, or makes another grain with another address.</summary>
[TestFixture]
public sealed class BitFlipTests
{
    [TestCase(PayloadEncoding.MessagePack)]
    [TestCase(PayloadEncoding.Cbor)]
    public void One_flipped_bit_is_refused_or_is_another_grain(PayloadEncoding encoding)
    {
        int accepted = 0;
        VectorBlob[] vectors = encoding == PayloadEncoding.Cbor
            ? [.. CborVectors.Blobs.Where(static (blob, index) => index % 15 == 0 && blob.Bytes.Length < 800 && blob.Options == default)]
            : [.. Vectors.Of("grain-types").Concat(Vectors.Of("spec-21")).Where((_, index) => index % 3 == 0)];
        foreach (VectorBlob vector in vectors)
        {
            Grain original = Grain.Read(vector.Bytes);
            ContentAddress address = ContentAddress.Compute(vector.Bytes);
            byte[] blob = [.. vector.Bytes];
            for (int bit = 0; bit < 8 * blob.Length; bit++)
            {
                blob[bit / 8] ^= (byte)(1 << (bit % 8));
                if (GrainView.TryParse(blob, out GrainView view, out _))
                {
                    accepted++;
                    Assert.That(view.ComputeAddress(), Is.Not.EqualTo(address), $"{vector}, bit {bit}");
                    if (!view.IsSealed) Differs(view.ToGrain(), original, blob, $"{vector}, bit {bit}");
                }
                blob[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
        Assert.That(accepted, Is.GreaterThan(1000), "many flips inside texts and numbers are sound grains");
    }

    /// <summary>Canonical form means one grain for one blob: the other grain has other fields, or another header.</summary>
    private static void Differs(Grain grain, Grain original, byte[] blob, string where)
    {
        Assert.That(grain.ToBlob().Span.SequenceEqual(blob), Is.True, $"{where}: writing it again gives its own bytes");
        Assert.That(grain.ToFields().Equals(original.ToFields()) && grain.ReceivedHeader == original.ReceivedHeader, Is.False, where);
    }
}
