namespace OpenMemory.Disclosure;

/// <summary>What became of a file under a policy. Immutable.</summary>
public sealed class DisclosureExportReport
{
    internal DisclosureExportReport(
        DisclosurePolicy policy, long[] actions, IReadOnlyList<HiddenFieldCount> hidden, IReadOnlyList<FieldRiskCount> risks,
        IReadOnlyList<WithheldGrain> withheld, IReadOnlyDictionary<GrainType, long> withheldByType, MgWriteResult written)
    {
        Policy = policy;
        (Withheld, Disclosed, ShownWhole) = (actions[(int)DisclosureAction.Withhold], actions[(int)DisclosureAction.Disclose], actions[(int)DisclosureAction.ShowWhole]);
        (HiddenFields, Risks, WithheldGrains, WithheldByType, Written) = (hidden, risks, withheld, withheldByType, written);
    }

    /// <summary>The policy that was applied.</summary>
    public DisclosurePolicy Policy { get; }

    /// <summary>The number of grains that were withheld.</summary>
    public long Withheld { get; }

    /// <summary>The number of grains of which some fields were hidden.</summary>
    public long Disclosed { get; }

    /// <summary>The number of grains that were shown as they are.</summary>
    public long ShownWhole { get; }

    /// <summary>Which fields were hidden how often, by type and name.</summary>
    public IReadOnlyList<HiddenFieldCount> HiddenFields { get; }

    /// <summary>The fields whose hashes may be guessed, most grains first.</summary>
    public IReadOnlyList<FieldRiskCount> Risks { get; }

    /// <summary>The first withheld grains, at most <see cref="DisclosureExportOptions.MaxListed"/>.</summary>
    public IReadOnlyList<WithheldGrain> WithheldGrains { get; }

    /// <summary>How many grains of each type were withheld.</summary>
    public IReadOnlyDictionary<GrainType, long> WithheldByType { get; }

    /// <summary>The file or volumes that were written; duplicates among the shown grains were dropped.</summary>
    public MgWriteResult Written { get; }
}
