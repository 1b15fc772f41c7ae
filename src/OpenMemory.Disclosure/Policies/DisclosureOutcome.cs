namespace OpenMemory.Disclosure;

/// <summary>What became of one grain under a policy. Immutable.</summary>
public sealed class DisclosureOutcome
{
    internal DisclosureOutcome(GrainBlob? blob, DisclosureDecision decision, IReadOnlyList<ElisionRisk> risks) =>
        (Blob, Decision, Risks) = (blob, decision, risks);

    /// <summary>What is shown: the grain itself, or a disclosed one; null where it is withheld.</summary>
    public GrainBlob? Blob { get; }

    /// <summary>What was decided, and why.</summary>
    public DisclosureDecision Decision { get; }

    /// <summary>Of the fields that are hidden now, those whose hash may be guessed: risk above <see cref="GuessRisk.Low"/>.</summary>
    public IReadOnlyList<ElisionRisk> Risks { get; }
}
