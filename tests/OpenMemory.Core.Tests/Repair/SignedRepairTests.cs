namespace OpenMemory.Tests;

/// <summary>Sound envelopes are salvaged as they are; damaged ones are lost alone, with their fault .</summary>
[TestFixture]
public sealed class SignedRepairTests
{
    private static readonly byte[][] s_grains =
    [
        Samples.Grain(1).Span.ToArray(), Envelopes.OfVectors[0].Envelope, Envelopes.OfVectors[4].Envelope[1..], Samples.Grain(2).Span.ToArray(),
        Envelopes.Signed(3, 3, PayloadEncoding.Cbor).Envelope.ToArray(), Envelopes.Around([0x01, 0x03, .. Salvaging.Sealed(1).AsSpan(2)]),
    ];

    [TestCase(false)]
    [TestCase(true)]
    public void A_sound_file_of_envelopes_is_salvaged_whole(bool hasManifest)
    {
        byte[] file = Salvaging.Write(s_grains, hasManifest ? Manifest() : null);
        Salvaging.Outcome outcome = Salvaging.Of(file);
        outcome.Has(s_grains);
        Assert.That((outcome.Report.IsComplete, outcome.Report.Damaged), Is.EqualTo((true, MgFileParts.None)));
        Assert.That(outcome.Manifest, Is.EqualTo(hasManifest ? Manifest() : null));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_changed_byte_costs_no_grain_but_the_one_it_stands_in(bool hasIndex)
    {
        byte[] file = Salvaging.Write(s_grains);
        if (!hasIndex) file.AsSpan(0, 16 + (4 * s_grains.Length)).Fill(0xff);
        for (int i = 0, start = 16 + (4 * s_grains.Length); i < s_grains.Length; start += s_grains[i++].Length)
        {
            for (int at = start; at < start + s_grains[i].Length; at += 3)
            {
                byte[] damaged = [.. file];
                damaged[at] ^= 0x20;
                Salvaging.Outcome outcome = Salvaging.Of(damaged);
                string what = $"byte {at - start} of grain {i}\n{string.Join('\n', outcome.Report.Lost)}";
                if (outcome.Grains.Length == s_grains.Length) Assert.That(outcome.Grains.Where((_, k) => k != i), Is.EqualTo(s_grains.Where((_, k) => k != i)), what);
                else Assert.That(outcome.Grains, Is.EqualTo(s_grains.Where((_, k) => k != i)), what);
            }
        }
    }

    [Test]
    public void A_damaged_envelope_is_lost_with_the_fault_of_what_is_wrong()
    {
        byte[] clear = Envelopes.Around(Samples.Grain(9).Span), badBlob = Envelopes.Around([.. Envelopes.Bare(1).Span, 0xc0]);
        byte[][] elements = [s_grains[0], clear, s_grains[1], badBlob, s_grains[3], s_grains[2][..^1], s_grains[4]];
        Salvaging.Outcome outcome = Salvaging.Of(Samples.Raw(0, elements));
        outcome.Has(elements, 1, 3, 5);
        Assert.That(outcome.Report.Lost.Select(static lost => (lost.Index, lost.Fault.Code)), Is.EqualTo(new[]
        {
            (1L, OmsErrorCode.SignedMismatch), (3L, OmsErrorCode.Corrupt), (5L, OmsErrorCode.Corrupt),
        }));
        Assert.That(outcome.Report.Lost.Select(static lost => lost.Length), Is.EqualTo(new[] { 1, 3, 5 }.Select(i => (long)elements[i].Length)));
    }

    [Test]
    public void Envelopes_are_found_by_searching()
    {
        byte[] file = Salvaging.Write(s_grains);
        file.AsSpan(0, 16 + (4 * s_grains.Length) + s_grains[0].Length).Fill(0xff);
        Salvaging.Of(file).Has(s_grains, 0);
    }

    private static IndexManifest Manifest() =>
        IndexManifest.Create(s_grains.Select(static (grain, i) => KeyValuePair.Create(ContentAddress.Compute(GrainBlob.BytesIn(grain)), new IndexState { AccessCount = i + 1 })));
}
