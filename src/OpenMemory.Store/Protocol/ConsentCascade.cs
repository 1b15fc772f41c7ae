namespace OpenMemory.Store;

/// <summary>The grains that must go because a Consent was withdrawn (OMS-23.2-2).</summary>
/// <param name="Due">The grains, by deadline, then address.</param>
/// <param name="Erased">How many of them this call erased.</param>
/// <param name="ContentsReclaimed">How many attachments went with them.</param>
public sealed record ConsentCascade(IReadOnlyList<ConsentCascadeItem> Due, int Erased, int ContentsReclaimed)
{
    /// <summary>Whether what was erased could not be overwritten in the store's files yet (<see cref="SubjectLimitKind.ResidueRemains"/>).</summary>
    public bool ResidueRemains { get; init; }
}
