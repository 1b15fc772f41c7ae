namespace OpenMemory.Supersession;

/// <summary>
/// Who asks for an invalidation, with what proof, and when. Only what was verified belongs here: a name that somebody merely states
/// proves nothing. The default value is an anonymous request without justification at the beginning of 1970.
/// </summary>
public readonly record struct InvalidationRequest
{
    /// <summary>The DID whose COSE signature of the superseding or contradicting grain was verified; null is anonymous.</summary>
    public string? Requester { get; init; }

    /// <summary>The DIDs whose <c>supersession_auth</c> signatures were verified, for <c>quorum</c>; null for none.</summary>
    public IReadOnlyCollection<string>? Approvers { get; init; }

    /// <summary>
    /// Whether a justification was given with the request, besides a <c>supersession_justification</c> in the superseding grain.
    /// </summary>
    public bool IsJustified { get; init; }

    /// <summary>The time of the decision, for <c>timed</c>.</summary>
    public EpochMilliseconds Now { get; init; }
}
