namespace OpenMemory.Tests;

/// <summary>Grains of types without a schema are not ours to write anew .</summary>
[TestFixture]
public sealed class UpgradeOpaqueTests
{
    [TestCase((byte)0xf0)]
    [TestCase((byte)0x20)]
    public void A_grain_of_an_unknown_type_is_never_written_anew(byte type) // R-22, OMS-8-3
    {
        byte[] blob = PeerBlob.Unsorted(
            type, 0, ("t", "acme"), ("ca", PeerBlob.CreatedAt), ("ip", new PeerMap(("mode", "locked"))), ("df", new[] { Upgrading.A }));
        GrainUpgrade upgrade = GrainUpgrade.Of(ReceivedGrain.Read(blob));
        upgrade.AssertUndecided("R-22", null);
        Assert.That((upgrade.Fault.Code, upgrade.Proposal), Is.EqualTo((OmsErrorCode.UnknownType, (Grain?)null)));
    }

    [Test]
    public void A_canonical_one_is_current() =>
        Assert.That(
            GrainUpgrade.Of(ReceivedGrain.Read(PeerBlob.Of(0xf0, 0, ("t", "acme"), ("ca", PeerBlob.CreatedAt), ("ip", new PeerMap(("mode", "locked")))))).Outcome,
            Is.EqualTo(UpgradeOutcome.Current));
}
