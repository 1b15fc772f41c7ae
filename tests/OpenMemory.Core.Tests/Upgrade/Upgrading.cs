namespace OpenMemory.Tests;

/// <summary>Upgrades blobs as a peer would have written them, key by key.</summary>
internal static class Upgrading
{
    internal const string A = FieldGen.Address;

    /// <summary>Upgrades a blob with the type's name and a time.</summary>
    internal static GrainUpgrade Of(GrainType type, params (string Key, object? Value)[] entries) => Of(type, 0, entries);

    /// <summary>Upgrades a blob with the type's name, a time and header flags.</summary>
    internal static GrainUpgrade Of(GrainType type, byte flags, params (string Key, object? Value)[] entries) =>
        GrainUpgrade.Of(ReceivedGrain.Read(PeerBlob.Of((byte)type, flags, [.. entries, ("t", type.ToText()), ("ca", PeerBlob.CreatedAt)])));

    /// <summary>The successor; it reads in the Canonical mode and needs no successor itself.</summary>
    internal static Grain Successor(this GrainUpgrade upgrade)
    {
        Assert.That(upgrade.Outcome, Is.EqualTo(UpgradeOutcome.Upgraded), upgrade.Fault.ToString());
        GrainUpgrade again = GrainUpgrade.Of(ReceivedGrain.Read(upgrade.Successor!.Span));
        Assert.That(again.Outcome, Is.EqualTo(UpgradeOutcome.Current), () => $"{string.Join("; ", again.Changes)} {again.Fault}");
        Grain grain = Grain.Read(upgrade.Successor.Span);
        Assert.That(grain.GetValue("derived_from"), Is.EqualTo(OmsValue.FromTexts([upgrade.Original.Blob.Address.ToString()])));
        return grain;
    }

    /// <summary>Checks that nothing was written, and why.</summary>
    internal static void AssertUndecided(this GrainUpgrade upgrade, string rule, string? field)
    {
        Assert.That(
            (upgrade.Outcome, upgrade.Fault.Rule, upgrade.Fault.Field, upgrade.Successor),
            Is.EqualTo((UpgradeOutcome.Undecided, rule, field, (GrainBlob?)null)), () => string.Join("; ", upgrade.Changes));
        Assert.That(upgrade.Changes, Is.Not.Empty);
    }
}
