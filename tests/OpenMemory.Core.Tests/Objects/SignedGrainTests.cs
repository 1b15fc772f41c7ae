namespace OpenMemory.Tests;

/// <summary>A grain that came in an envelope keeps it as long as it is unchanged .</summary>
[TestFixture]
public sealed class SignedGrainTests
{
    [Test]
    public void Every_envelope_of_the_vectors_gives_its_grain_and_comes_back()
    {
        foreach ((byte[] envelope, ContentAddress address) in Envelopes.OfVectors)
        {
            GrainBlob blob = GrainBlob.ParseDelivered(envelope);
            Assert.That((blob.Address, blob.IsSigned), Is.EqualTo((address, true)));
            foreach (Grain grain in new[] { Grain.Read(envelope), blob.ToGrain(), ReceivedGrain.Read(envelope).Grain, ReceivedGrain.Read(blob.Delivered.Span).Grain })
            {
                Assert.That(grain.IsSigned, Is.True);
                GrainBlob again = grain.ToBlob();
                Assert.That(again.Span.SequenceEqual(blob.Span) && again.Delivered.Span.SequenceEqual(envelope), Is.True);
                Assert.That(GrainJson.ToJson(grain), Is.EqualTo(GrainJson.ToJson(Grain.Read(blob.Span, new() { InsideEnvelope = true }))), "JSON shows the payload");
            }
            Assert.That(Grain.Read(envelope), Is.EqualTo(Grain.Read(blob.Span, new() { InsideEnvelope = true })), "the fields are the same");
            Assert.That(GrainView.ParseDelivered(envelope).Bytes.SequenceEqual(GrainBlob.BytesIn(envelope)), Is.True);
        }
    }

    [Test]
    public void A_changed_copy_has_lost_its_envelope() // another blob, which nobody has signed
    {
        Grain changed = ((Fact)Grain.Read(Envelopes.OfVectors[0].Envelope)) with { Object = "another" };
        GrainBlob blob = changed.ToBlob();
        Assert.That((blob.IsSigned, blob.Envelope.IsEmpty), Is.EqualTo((true, true)));
        Assert.That(Assert.Throws<OmsException>(() => _ = blob.Delivered)!.Code, Is.EqualTo(OmsErrorCode.SignedMismatch));
    }

    [Test]
    public void Only_an_envelope_changes_what_is_taken_for_the_blob()
    {
        byte[] blob = Samples.Grain(1).Span.ToArray(), notOne = [0x84, 0x43];
        Assert.That(GrainBlob.BytesIn(blob).SequenceEqual(blob) && GrainBlob.BytesIn(notOne).SequenceEqual(notOne) && GrainBlob.BytesIn([]).IsEmpty, Is.True);
        Assert.That(GrainView.ParseDelivered(blob).Bytes.SequenceEqual(blob), Is.True);
        Assert.That(GrainView.TryParseDelivered(Envelopes.Bare(1).Span, out _, out OmsFault fault, new() { InsideEnvelope = true }), Is.False, "whether there is an envelope is seen");
        Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.SignedMismatch));
    }

    [Test]
    public void The_successor_of_an_older_signed_grain_is_not_signed() // OMS-L-9, OMS-9.2-3
    {
        byte[] old = Vectors.Of("legacy").Select(static blob => blob.Bytes).First(static bytes => NeedsSuccessor(bytes));
        old = [.. old];
        old[1] |= (byte)GrainFlags.Signed;
        GrainUpgrade upgrade = GrainUpgrade.Of(ReceivedGrain.Read(Envelopes.Around(old)));
        Assert.That((upgrade.Outcome, upgrade.Successor!.IsSigned), Is.EqualTo((UpgradeOutcome.Upgraded, false)));
        Assert.That(upgrade.Changes, Does.Contain("signature"));
        Assert.That(upgrade.Original.Blob.Address, Is.EqualTo(ContentAddress.Compute(old)));
        Assert.That(GrainUpgrade.Of(ReceivedGrain.Read(Envelopes.OfVectors[0].Envelope)).Outcome, Is.EqualTo(UpgradeOutcome.Current));
    }

    private static bool NeedsSuccessor(byte[] blob) =>
        (blob[1] & (byte)GrainFlags.Signed) == 0 && GrainUpgrade.Of(ReceivedGrain.Read(blob)).Outcome == UpgradeOutcome.Upgraded;
}
