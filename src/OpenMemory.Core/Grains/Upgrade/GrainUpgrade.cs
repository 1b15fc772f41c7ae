namespace OpenMemory;

/// <summary>
/// The 1.6 successor of an older grain or of a peer's (OMS-L-9): a new grain with current names that points back through
/// <c>derived_from</c>. The old grain keeps its bytes and its address (OMS-L-2); whether the new one supersedes it is the
/// operator's decision.
/// </summary>
public sealed class GrainUpgrade
{
    private GrainUpgrade(ReceivedGrain original, UpgradeOutcome outcome, IReadOnlyList<string> changes)
    {
        Original = original;
        Outcome = outcome;
        Changes = changes;
    }

    /// <summary>The grain as received.</summary>
    public ReceivedGrain Original { get; }

    /// <summary>What became of it.</summary>
    public UpgradeOutcome Outcome { get; }

    /// <summary>What differs between the grain and its successor, or would; for a person. Never holds a value from the grain.</summary>
    public IReadOnlyList<string> Changes { get; }

    /// <summary>The successor; null unless <see cref="UpgradeOutcome.Upgraded"/>.</summary>
    public GrainBlob? Successor { get; private init; }

    /// <summary>
    /// A successor that lacks something, or has something that must not be there, to be completed; only where
    /// <see cref="UpgradeOutcome.Undecided"/>, and not of a type without a schema (OMS-L-17).
    /// </summary>
    public Grain? Proposal { get; private init; }

    /// <summary>Why there is no successor; the default value where there is one, or none is needed.</summary>
    public OmsFault Fault { get; private init; }

    /// <summary>Makes the successor of a grain, if it needs one and may have one.</summary>
    /// <param name="original">The grain.</param>
    /// <param name="workflow">Address of the Workflow that successors of trigger Observations start (legacy §6), which their old form did not name.</param>
    /// <returns>The outcome. The same grain always has the same successor: times are carried over.</returns>
    public static GrainUpgrade Of(ReceivedGrain original, ContentAddress? workflow = null)
    {
        ArgumentNullException.ThrowIfNull(original);
        if (!original.Grain.Type.HasSchema()) return OfOpaque(original);
        SuccessorDraft draft = SuccessorDraft.Of(original, workflow);
        if (draft.Changes.Count == 0) return new(original, UpgradeOutcome.Current, []);
        if (original.Grain.IsSigned) draft.Note("signature"); // only the signer could make another
        if (IsProtected(original.Grain))
        {
            OmsFault denied = new(OmsErrorCode.InvalidationDenied, "OMS-L-10", "The grain's policy protects it", -1, "invalidation_policy");
            return new(original, UpgradeOutcome.Protected, draft.Changes) { Fault = denied };
        }
        Grain successor = draft.ToGrain();
        try
        {
            if (draft.Fault.IsFault) throw new OmsException(draft.Fault);
            return new(original, UpgradeOutcome.Upgraded, draft.Changes) { Successor = successor.ToBlob() };
        }
        catch (OmsException exception)
        {
            return new(original, UpgradeOutcome.Undecided, draft.Changes) { Proposal = successor, Fault = exception.Fault };
        }
    }

    /// <summary>Fields of a type without a schema, its policy and its parents among them, are its application's to read and to write.</summary>
    private static GrainUpgrade OfOpaque(ReceivedGrain original)
    {
        if (original.DeviationCount == 0) return new(original, UpgradeOutcome.Current, []);
        OmsFault fault = new(OmsErrorCode.UnknownType, "R-22", "A grain of a type without a schema is for its application to write anew");
        return new(original, UpgradeOutcome.Undecided, ["canonical bytes"]) { Fault = fault };
    }

    /// <summary>Whether anything but an open policy applies; a Consent without one is soft-locked (OMS-8.10-5, OMS-23.3-1).</summary>
    private static bool IsProtected(Grain grain) =>
        grain.GetValue("invalidation_policy") is { IsNull: false } policy
            ? !(policy.Kind == OmsValueKind.Map && policy.AsMap().TryGetValue("mode", out OmsValue mode) && mode == "open")
            : grain.Type == GrainType.Consent;
}
