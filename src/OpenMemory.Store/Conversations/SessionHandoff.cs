namespace OpenMemory.Store;

/// <summary>A conversation that was handed over and taken over: what the delegate may do, and knows (§28.7).</summary>
public sealed partial class SessionHandoff
{
    private const string DelegatesTo = "mg:delegates_to", HandedOffTo = "mg:handed_off_to", Rule = "OMS-28.7-1";

    private readonly IGrainStore _store;

    private SessionHandoff(IGrainStore store, StoredGrain delegation, Goal goal, DelegationScope scope, string runId, IReadOnlyList<StoredGrain> context) =>
        (_store, Delegation, Goal, Scope, RunId, Context) = (store, delegation, goal, scope, runId, context);

    /// <summary>The delegation as it is stored.</summary>
    public StoredGrain Delegation { get; }

    /// <summary>The delegation.</summary>
    public Goal Goal { get; }

    /// <summary>What the delegate may do; <see cref="DelegationScope.Allows"/> says so of a grain.</summary>
    public DelegationScope Scope { get; }

    /// <summary>The DID of the agent that handed over.</summary>
    public string Delegator => Goal.Subject!;

    /// <summary>The DID of the agent that took over.</summary>
    public string Delegate => Goal.Object.AsText();

    /// <summary>The DID to which control returns.</summary>
    public string ReturnTo => Goal.ReturnTo ?? Delegator;

    /// <summary>The <c>session_id</c>, which stays.</summary>
    public string SessionId => Goal.SessionId!;

    /// <summary>The <c>run_id</c> of the delegate, which is new.</summary>
    public string RunId { get; }

    /// <summary>The grains that were handed over, in the order of <c>context_grains</c>.</summary>
    public IReadOnlyList<StoredGrain> Context { get; }

    /// <summary>Writes a delegation.</summary>
    /// <param name="store">The store.</param>
    /// <param name="request">What is handed over, to whom.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, with the delegation's address; or refused: a context grain is not here, or what is delegated on does not allow it.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static async ValueTask<WriteResult> StartAsync(IGrainStore store, HandoffRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(request.Delegator);
        ArgumentException.ThrowIfNullOrEmpty(request.Delegate);
        ArgumentException.ThrowIfNullOrEmpty(request.SessionId);
        if (request.Under is { } under && (under.Delegate != request.Delegator || !under.Scope.IsOpenAt(request.Now) || !under.Scope.MayPassOn(request.Scope)))
            return WriteResult.Refused(new(OmsErrorCode.Schema, "OMS-6.11-3", "The delegation does not allow to delegate this on", -1, "delegation_depth"));
        foreach (ContentAddress address in request.ContextGrains)
        {
            if (!await store.ExistsAsync(address, cancellationToken).ConfigureAwait(false))
                return WriteResult.Refused(new(OmsErrorCode.Schema, Rule, "A grain to be handed over is not here", -1, "context_grains"));
        }
        Goal goal = new()
        {
            Description = request.Description, GoalState = "active", Subject = request.Delegator, Relation = DelegatesTo, Object = request.Delegate,
            DelegateTo = request.Delegate, DelegateFrom = request.Under?.Delegation.Address.ToString(), ReturnTo = request.ReturnTo ?? request.Delegator,
            AuthorizedNamespaces = request.Scope.Namespaces, AuthorizedTypes = request.Scope.Types, AuthorizedTools = request.Scope.Tools,
            DelegationDepth = request.Scope.Depth, DelegationExpiry = request.Scope.Expiry,
            ContextGrains = request.ContextGrains.Count == 0 ? null : [.. request.ContextGrains.Select(static address => address.ToString())],
            SessionId = request.SessionId, RunId = request.RunId, Deadline = request.Deadline, Namespace = request.Namespace, UserId = request.UserId,
            InvalidationPolicy = request.Policy, AllowedTransitions = request.AllowedTransitions, AuthorDid = request.AuthorDid, CreatedAt = request.Now,
        };
        return await request.PutAsync(store, goal, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The conversation, to be continued by the delegate under its own run.</summary>
    /// <param name="options">What the messages have in common; the run id is this handoff's.</param>
    /// <returns>The conversation.</returns>
    public ConversationThread Continue(ConversationOptions? options = null) => new(_store, SessionId, (options ?? new()) with { RunId = RunId });

    /// <summary>Records the moment in the conversation, as an Event with <c>mg:handed_off_to</c>.</summary>
    /// <param name="thread">The conversation.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The conversation is another one.</exception>
    public ValueTask<WriteResult> RecordAsync(ConversationThread thread, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(thread);
        Event moment = new() { SessionId = SessionId, Subject = Delegator, Relation = HandedOffTo, Object = Delegate, DerivedFrom = [Delegation.Address] };
        return thread.AppendAsync(moment, cancellationToken);
    }

    /// <summary>
    /// Ends the handoff: the Goal goes into its last state by supersession (§8.7), with everything else, its policy too, as it was
    /// (OMS-23.5-1). Control is then with <see cref="ReturnTo"/>.
    /// </summary>
    /// <param name="completion">How it ended.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, with the address of the Goal; conflict where the delegation was changed or taken back; or refused, also after its expiry.</returns>
    public ValueTask<WriteResult> CompleteAsync(HandoffCompletion? completion = null, CancellationToken cancellationToken = default)
    {
        completion ??= new();
        if (!Scope.IsOpenAt(completion.Now))
            return new(WriteResult.Refused(new(OmsErrorCode.Schema, "OMS-6.11-4", "The delegation has expired", -1, "delegation_expiry"), Delegation.Address));
        Goal done = Goal with
        {
            GoalState = completion.IsSatisfied ? "satisfied" : "failed", StateReason = completion.Reason,
            SatisfactionEvidence = completion.Evidence.Count == 0 ? null : [.. completion.Evidence.Select(static address => address.ToString())],
            OutputGrain = completion.Output?.ToString(), RunId = RunId, AuthorDid = completion.AuthorDid ?? Delegate, CreatedAt = completion.Now,
            DerivedFrom = [Delegation.Address],
            ProvenanceChain = [new() { SourceHash = Delegation.Address.ToString(), Method = "goal_state_transition", Weight = 1 }],
            SupersessionJustification = completion.Justification, SupersessionAuth = null, InvalidationType = null, InvalidationReason = null,
            InvalidationInitiator = null, Contradicted = null, TimestampMs = null, IsSigned = false,
        };
        return completion.SupersedeAsync(_store, Delegation.Address, done, null, cancellationToken);
    }
}
