namespace OpenMemory;

/// <summary>Part of a manifest's entry that was not applied.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Address">The grain of the entry.</param>
/// <param name="SupersededBy">The superseding grain, where it is concerned.</param>
public readonly record struct ManifestNotice(ManifestNoticeKind Kind, ContentAddress Address, ContentAddress? SupersededBy = null)
{
    /// <summary>What happened, for a person. Holds no value of the file.</summary>
    public string Message => Kind switch
    {
        ManifestNoticeKind.GrainNotInFile => "The grain is not in the file; its entry is ignored",
        ManifestNoticeKind.SupersedingGrainAbsent => "The superseding grain is absent; superseded_by is not applied",
        ManifestNoticeKind.SupersedingGrainDoesNotNameIt => "The superseding grain does not name this one; superseded_by is not applied",
        ManifestNoticeKind.Fork => "The index has another superseding grain; both are kept as heads",
        ManifestNoticeKind.RecStatusNotTrusted => "rec_status is not believed; rebuild it from the audit chain",
        ManifestNoticeKind.ProtectedGrain => "The grain is protected; its status is not applied",
        _ => "The grain is sealed, and may be protected; its status is not applied",
    };

    /// <summary>One line: the address and the message.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Address}: {Message}";
}
