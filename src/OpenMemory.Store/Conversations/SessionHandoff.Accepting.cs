using OpenMemory.Signing;

namespace OpenMemory.Store;

public sealed partial class SessionHandoff
{
    private const int MaxHops = 16;

    /// <summary>
    /// Takes a delegation over, after everything that it says was checked (OMS-28.7-1): that it is current and active, is one to this agent,
    /// can be read exactly, has not expired, was rightly delegated on, and that all its context grains are here.
    /// </summary>
    /// <param name="store">The store, which took in the delegation and its context grains.</param>
    /// <param name="delegation">The delegation.</param>
    /// <param name="acceptance">Who takes over.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The handoff, on which the agent may act.</returns>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: the delegation is not one to act on; the fault says why.</exception>
    /// <exception cref="ArgumentException">The own DID or the run id is empty.</exception>
    public static async ValueTask<SessionHandoff> AcceptAsync(
        IGrainStore store, ContentAddress delegation, HandoffAcceptance acceptance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(acceptance);
        ArgumentException.ThrowIfNullOrEmpty(acceptance.Delegate);
        ArgumentException.ThrowIfNullOrEmpty(acceptance.RunId);
        EpochMilliseconds now = EpochMilliseconds.Now(acceptance.Clock);
        StoredGrain stored = await store.GetAsync(delegation, cancellationToken).ConfigureAwait(false) ?? Refuse<StoredGrain>("The delegation is not here");
        if (!stored.Entry.IsCurrent) Refuse<bool>("The delegation is no longer current");
        Goal goal = Read(stored.Blob);
        if (goal.GoalState != "active") Refuse<bool>("The delegation is not active", "goal_state");
        if (goal.Object.AsText() != acceptance.Delegate || (goal.DelegateTo is { } to && to != acceptance.Delegate)) Refuse<bool>("The delegation is to another agent", "object");
        DelegationScope scope = DelegationScope.Read(goal);
        if (!scope.IsOpenAt(now)) Refuse<bool>("The delegation has expired", "delegation_expiry");
        if (goal.Deadline is { } deadline ? now.CompareTo(deadline) >= 0 : !goal.GetValue("deadline").IsNull) Refuse<bool>("The deadline has passed, or cannot be read", "deadline");
        if (string.IsNullOrEmpty(goal.SessionId)) Refuse<bool>("The delegation names no conversation", "session_id");
        if (goal.ReturnTo is { Length: 0 } || (goal.ReturnTo is null && !goal.GetValue("return_to").IsNull)) Refuse<bool>("Nobody is named to return to", "return_to");
        await RequireNewRunAsync(store, goal, acceptance.RunId, cancellationToken).ConfigureAwait(false);
        if (acceptance.Verifier is { } verifier) await RequireSignatureAsync(stored.Blob, goal.Subject!, verifier, cancellationToken).ConfigureAwait(false);
        await RequireAuthorityAsync(store, goal, scope, now, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<StoredGrain> context = await ReadContextAsync(store, goal, cancellationToken).ConfigureAwait(false);
        return new(store, stored, goal, scope, acceptance.RunId, context);
    }

    /// <summary>Reads a grain as a delegation with both its ends.</summary>
    private static Goal Read(GrainBlob blob)
    {
        GrainView view = blob.View();
        if (!view.IsReadable() || view.IsDisclosed || blob.ToGrain() is not Goal goal) return Refuse<Goal>("The grain cannot be read as a delegation");
        if (goal.Relation != DelegatesTo || string.IsNullOrEmpty(goal.Subject) || goal.Object.Kind != OmsValueKind.Text) Refuse<bool>("The grain is no delegation from one agent to another", "relation");
        return goal;
    }

    private static async ValueTask RequireNewRunAsync(IGrainStore store, Goal goal, string runId, CancellationToken cancellationToken)
    {
        GrainQuery query = new() { SessionId = goal.SessionId, RunId = runId, Status = GrainStatus.Any, IncludeCold = true, Limit = 1 };
        bool isUsed = goal.RunId == runId || (await store.QueryAsync(query, cancellationToken).ConfigureAwait(false)).Total > 0;
        if (isUsed) Refuse<bool>("The run id was used in this conversation before", "run_id");
    }

    private static async ValueTask RequireSignatureAsync(GrainBlob blob, string delegator, SignatureVerifier verifier, CancellationToken cancellationToken)
    {
        if (blob.Envelope.IsEmpty) Refuse<bool>("The delegation is not signed", "subject");
        SignatureCheck check = await verifier.VerifyAsync(blob.Delivered, cancellationToken).ConfigureAwait(false);
        if (!check.IsVerified || check.Signer != delegator) Refuse<bool>("The delegation is not signed by the agent that hands over", "subject");
    }

    /// <summary>Whoever delegates on needs a delegation that allows it, back to one that stands on its own (OMS-6.11-3).</summary>
    private static async ValueTask RequireAuthorityAsync(IGrainStore store, Goal goal, DelegationScope scope, EpochMilliseconds now, CancellationToken cancellationToken)
    {
        for (int hops = 0; !goal.GetValue("delegate_from").IsNull; hops++)
        {
            if (hops == MaxHops || goal.DelegateFrom is not { } text || !ContentAddress.TryParseReference(text, out ContentAddress address)) Refuse<bool>("What is delegated on cannot be followed", "delegate_from");
            else if (await store.GetAsync(address, cancellationToken).ConfigureAwait(false) is not { Entry.IsCurrent: true } stored) Refuse<bool>("What is delegated on is not here, or no longer current", "delegate_from");
            else
            {
                Goal above = Read(stored.Blob);
                DelegationScope wider = DelegationScope.Read(above);
                if (above.GoalState != "active" || above.Object.AsText() != goal.Subject || !wider.IsOpenAt(now) || !wider.MayPassOn(scope))
                    Throw.Fault(OmsErrorCode.Schema, "OMS-6.11-3", "The delegation goes beyond what may be delegated on", -1, "delegate_from");
                (goal, scope) = (above, wider);
            }
        }
    }

    private static async ValueTask<IReadOnlyList<StoredGrain>> ReadContextAsync(IGrainStore store, Goal goal, CancellationToken cancellationToken)
    {
        DelegationScope.RequireArray(goal, "context_grains", OmsValueKind.Text);
        if (goal.ContextGrains is not { Count: > 0 } texts) return [];
        ContentAddress[] addresses = new ContentAddress[texts.Count];
        for (int i = 0; i < addresses.Length; i++)
        {
            if (!ContentAddress.TryParseReference(texts[i], out addresses[i])) Refuse<bool>("A context grain is not named by an address", "context_grains");
        }
        IReadOnlyList<StoredGrain?> context = await store.GetBatchAsync(addresses, cancellationToken).ConfigureAwait(false);
        if (context.Contains(null)) Refuse<bool>("A context grain is not here", "context_grains");
        return [.. context.OfType<StoredGrain>()];
    }

    private static T Refuse<T>(string message, string? field = null) => Throw.Fault<T>(OmsErrorCode.Schema, Rule, message, -1, field);
}
