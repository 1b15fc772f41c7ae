namespace OpenMemory.Supersession;

/// <summary>
/// One question put to protector after protector. A denial ends it; whoever only allows adds what that is bound to, so that the order in
/// which they are asked makes no difference.
/// </summary>
internal ref struct Judgement(InvalidationAct act, in InvalidationRequest request, ISupersessionSource source, GrainBlob? successor)
{
    private readonly InvalidationRequest _request = request;

    /// <summary>The refusal, where there is one.</summary>
    internal InvalidationDecision Denial { get; private set; }

    /// <summary>Whether a person is to look at it.</summary>
    internal bool NeedsReview { get; private set; }

    /// <summary>The goals that let the transition pass without their policy; null for none.</summary>
    internal List<(ContentAddress Address, GrainBlob Goal)>? Autonomous { get; private set; }

    /// <summary>Asks one protector, if its scope reaches as far.</summary>
    /// <param name="address">The address under which it is kept.</param>
    /// <param name="protector">The protector.</param>
    /// <param name="reach">One of these scopes makes it a protector; none for the grain itself, which always is one.</param>
    /// <returns>Whether it lets the act pass.</returns>
    internal bool Admits(ContentAddress address, GrainBlob protector, ProtectionScope reach)
    {
        GrainView view = protector.View();
        GrainProtection protection = GrainProtection.Read(view);
        if (reach != ProtectionScope.Grain && (protection.Scope & reach) == 0) return true;
        if (protection.Mode is InvalidationMode.Open or InvalidationMode.ConsentCascade) return true;

        bool isHoldLifted = source.EntryOf(address).IsHoldLifted;
        InvalidationDecision decision = ModeRules.Decide(protection, act, _request, isHoldLifted);
        NeedsReview |= decision.NeedsReview;
        if (decision.IsAllowed) return true;
        if (successor is not null && GoalRules.IsAutonomous(view, protection.EffectiveMode(_request.Now, isHoldLifted), successor.View()))
        {
            (Autonomous ??= []).Add((address, protector));
            return true;
        }
        OmsFault fault = reach == ProtectionScope.Grain
            ? decision.Fault
            : new(OmsErrorCode.InvalidationDenied, "OMS-23.6-1", $"{Relation(reach)} protects this one too: {decision.Fault.Message} ({decision.Fault.Rule})");
        Denial = new() { Fault = fault, Protector = address };
        return false;
    }

    private static string Relation(ProtectionScope reach) => reach == ProtectionScope.Lineage ? "An earlier grain of the chain" : "A grain in the derivation ancestry";
}
