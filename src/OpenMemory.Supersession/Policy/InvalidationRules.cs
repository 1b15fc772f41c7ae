namespace OpenMemory.Supersession;

/// <summary>
/// Decides whether a grain may be superseded, contradicted or erased (§23): pure functions of what is stored and who asks, which refuse
/// whatever they do not understand. The most restrictive answer of all protectors wins.
/// </summary>
public static class InvalidationRules
{
    /// <summary>How far the derivation ancestry of a superseding grain is walked (OMS-23.6-1).</summary>
    public const int MaxAncestryHops = 16;

    /// <summary>Decides by the protection of one grain alone.</summary>
    /// <param name="protection">What the grain says.</param>
    /// <param name="act">What is to be done.</param>
    /// <param name="request">Who asks, and when.</param>
    /// <param name="isHoldLifted">Whether a hold on the grain was lifted.</param>
    /// <returns>The decision.</returns>
    public static InvalidationDecision Decide(GrainProtection protection, InvalidationAct act, in InvalidationRequest request, bool isHoldLifted = false) =>
        throw new NotImplementedException();

    /// <summary>
    /// Decides on a supersession by everything that §23 and §8.7 ask: the old grain, the ancestry of the new one, the old one's chain, the
    /// transitions of goals, and the withdrawal of a Consent by its own subject, which nothing stops.
    /// </summary>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">The grain that takes its place; of a sealed one, what was sealed.</param>
    /// <param name="source">The grains.</param>
    /// <param name="request">Who asks, and when.</param>
    /// <returns>The decision.</returns>
    public static InvalidationDecision DecideSupersession(
        ContentAddress old, GrainBlob successor, ISupersessionSource source, in InvalidationRequest request) => throw new NotImplementedException();

    /// <summary>Decides on flagging a grain as contradicted: the same policies as for a supersession of it (OMS-23.7-1).</summary>
    /// <param name="target">The grain.</param>
    /// <param name="source">The grains.</param>
    /// <param name="request">Who asks, and when.</param>
    /// <returns>The decision.</returns>
    public static InvalidationDecision DecideContradiction(ContentAddress target, ISupersessionSource source, in InvalidationRequest request) =>
        throw new NotImplementedException();

    /// <summary>Decides on erasing a grain: only a hold forbids it (OMS-23.2-3).</summary>
    /// <param name="target">The grain.</param>
    /// <param name="source">The grains.</param>
    /// <param name="now">The time.</param>
    /// <returns>The decision.</returns>
    public static InvalidationDecision DecideErasure(ContentAddress target, ISupersessionSource source, EpochMilliseconds now) =>
        throw new NotImplementedException();
}
