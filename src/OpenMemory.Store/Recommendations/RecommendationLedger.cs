namespace OpenMemory.Store;

/// <summary>
/// The lifecycle of Recommendations over a store (§8.12.1): tells where one stands, and records transitions as audit Observations. It carries
/// nothing out: a host applies what was approved under the approver's own rights, and tells what it did. Of two callers who decide at once only
/// one succeeds. A Recommendation that supersedes another one begins anew (OMS-8.12.1-6).
/// </summary>
/// <param name="store">The store; of a principal, an <c>AuthorizedGrainStore</c>.</param>
/// <param name="clock">The clock, for expiry and the time of transitions; the system's where null.</param>
public sealed class RecommendationLedger(IGrainStore store, TimeProvider? clock = null)
{
    private readonly IGrainStore _store = store ?? throw new ArgumentNullException(nameof(store));

    /// <summary>Rebuilds the lifecycle of a Recommendation. Counts as no access.</summary>
    /// <param name="recommendation">The Recommendation.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Its history; null where the store does not hold it, or it is none.</returns>
    public async ValueTask<RecommendationHistory?> GetHistoryAsync(ContentAddress recommendation, CancellationToken cancellationToken = default) =>
        await FindAsync(recommendation, cancellationToken).ConfigureAwait(false) is { } found
            ? await BuildAsync(recommendation, RecommendationSubject.Read(found.Blob), cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Records a transition.</summary>
    /// <param name="recommendation">The Recommendation.</param>
    /// <param name="to">The new status; an expiry is never written.</param>
    /// <param name="act">Who, why, and for an application, what was done.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>
    /// Done, with the address of the audit Observation; refused, where the lifecycle forbids it or somebody decided first; not found where there
    /// is no such Recommendation that can be read; not authorized.
    /// </returns>
    public async ValueTask<WriteResult> TransitionAsync(
        ContentAddress recommendation, RecommendationStatus to, RecommendationAct act, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (!Enum.IsDefined(to)) throw new ArgumentOutOfRangeException(nameof(to));
        if (await FindAsync(recommendation, cancellationToken).ConfigureAwait(false) is not { } found
            || RecommendationSubject.Read(found.Blob) is not { } subject) return WriteResult.Of(WriteOutcome.NotFound, recommendation);
        RecommendationHistory history = await BuildAsync(recommendation, subject, cancellationToken).ConfigureAwait(false);
        GrainBlob blob;
        try
        {
            blob = Draft(history, subject, to, act).ToBlob();
        }
        catch (OmsException exception)
        {
            return WriteResult.Refused(exception.Fault);
        }
        WriteOptions options = new() { Actor = act.Actor, OperationId = act.OperationId };
        return await _store.PutAsync(blob.Memory, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records that a review admitted it.</summary>
    /// <inheritdoc cref="TransitionAsync"/>
    public ValueTask<WriteResult> ApproveAsync(ContentAddress recommendation, RecommendationAct act, CancellationToken cancellationToken = default) =>
        TransitionAsync(recommendation, RecommendationStatus.Approved, act, cancellationToken);

    /// <summary>Records that a review refused it.</summary>
    /// <inheritdoc cref="TransitionAsync"/>
    public ValueTask<WriteResult> RejectAsync(ContentAddress recommendation, RecommendationAct act, CancellationToken cancellationToken = default) =>
        TransitionAsync(recommendation, RecommendationStatus.Rejected, act, cancellationToken);

    /// <summary>Records that what it proposes was done; see <see cref="RecommendationAct.Changes"/>.</summary>
    /// <inheritdoc cref="TransitionAsync"/>
    public ValueTask<WriteResult> ApplyAsync(ContentAddress recommendation, RecommendationAct act, CancellationToken cancellationToken = default) =>
        TransitionAsync(recommendation, RecommendationStatus.Applied, act, cancellationToken);

    /// <summary>Records that the inverse of its application was done.</summary>
    /// <inheritdoc cref="TransitionAsync"/>
    public ValueTask<WriteResult> RollBackAsync(ContentAddress recommendation, RecommendationAct act, CancellationToken cancellationToken = default) =>
        TransitionAsync(recommendation, RecommendationStatus.RolledBack, act, cancellationToken);

    /// <summary>Records that refreshed evidence puts a rejected one up for review again.</summary>
    /// <inheritdoc cref="TransitionAsync"/>
    public ValueTask<WriteResult> ReopenAsync(ContentAddress recommendation, RecommendationAct act, CancellationToken cancellationToken = default) =>
        TransitionAsync(recommendation, RecommendationStatus.Pending, act, cancellationToken);

    private async ValueTask<StoredGrain?> FindAsync(ContentAddress recommendation, CancellationToken cancellationToken)
    {
        StoredGrain? found = await _store.PeekAsync(recommendation, cancellationToken).ConfigureAwait(false);
        return found?.Blob.Header.Type == GrainType.Recommendation ? found : null;
    }

    private async ValueTask<RecommendationHistory> BuildAsync(ContentAddress recommendation, RecommendationSubject? subject, CancellationToken cancellationToken)
    {
        List<GrainBlob> grains = [];
        foreach (GrainQuery query in RecommendationSteps.QueriesFor(recommendation))
        {
            await foreach (StoredGrain grain in _store.PeekAllAsync(query, cancellationToken).ConfigureAwait(false)) grains.Add(grain.Blob);
        }
        return RecommendationChain.Build(recommendation, subject, grains, EpochMilliseconds.Now(clock));
    }

    private Observation Draft(RecommendationHistory history, in RecommendationSubject subject, RecommendationStatus to, RecommendationAct act)
    {
        ContentAddress[] sources =
        [
            history.Recommendation, .. history.Heads.Select(static head => head.Address),
            .. act.Changes.Where(static change => change.Result is not null).Select(static change => change.Result!.Value), .. act.Results,
        ];
        return new()
        {
            Subject = history.Recommendation.ToString(),
            Relation = RecommendationTerms.RelationPrefix + to.ToText(),
            Object = act.Reason,
            ObserverId = act.Actor,
            ObserverType = act.Observer.ToText(),
            Namespace = subject.Namespace is { Length: > 0 } name ? name : null,
            CreatedAt = EpochMilliseconds.Now(clock),
            DerivedFrom = [.. sources.Distinct().Select(static source => (OmsValue)source)],
            Context = Context(history, subject, to, act),
        };
    }

    private static OmsMap Context(RecommendationHistory history, in RecommendationSubject subject, RecommendationStatus to, RecommendationAct act)
    {
        Dictionary<string, OmsValue> context = new(StringComparer.Ordinal)
        {
            ["from"] = history.RecordedStatus.ToText(), ["to"] = to.ToText(), ["dedup_key"] = subject.DedupKey,
        };
        if (act.TemplateRevision is { } revision) context["template_revision"] = revision;
        if (to != RecommendationStatus.Applied) return new(context);
        OmsMap? inverse = RecommendationChange.InverseOf(act.Changes);
        context["rollbackable"] = inverse is not null;
        if (inverse is not null) context["inverse"] = inverse;
        RecommendationChange[] replaced = [.. act.Changes.Where(static change => change.ReplacedBody is not null)];
        if (replaced.Length == 1) context["replaced_body"] = replaced[0].ReplacedBody;
        else if (replaced.Length > 1) context["replaced_body"] = Bodies(replaced);
        return new(context);
    }

    /// <summary>The bodies by their keys; of a definition that was written twice, the one before both.</summary>
    private static OmsMap Bodies(RecommendationChange[] replaced) =>
        new(replaced.Reverse().Select(static change => KeyValuePair.Create(change.Definition!, (OmsValue)change.ReplacedBody)));
}
