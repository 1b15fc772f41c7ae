namespace OpenMemory;

/// <summary>Something that <see cref="ReadingMode.Compatible"/> put up with.</summary>
/// <param name="Kind">What sort of deviation.</param>
/// <param name="Fault">The rule, where, and the code with which the Canonical mode would refuse the grain, or a writer an author's.</param>
public readonly record struct Deviation(DeviationKind Kind, OmsFault Fault)
{
    /// <summary>The name of the kind as reports and vectors have it, for example <c>non_canonical</c>.</summary>
    public string Name => Kind switch
    {
        DeviationKind.NonCanonical => "non_canonical",
        DeviationKind.Bit5SetByPeer => "bit5_set_by_peer",
        DeviationKind.LegacyAliasUsed => "legacy_alias_used",
        DeviationKind.DuplicateNameAndKey => "duplicate_name_and_key",
        _ => "schema_invalid",
    };

    /// <summary>One line: the name and the fault.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name}: {Fault}";
}
