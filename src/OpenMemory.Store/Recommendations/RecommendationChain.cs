namespace OpenMemory.Store;

/// <summary>
/// Puts the steps of a Recommendation in their order, which is that of <c>derived_from</c>: times are whatever their authors say. A step counts
/// where it begins at the status to which the steps it names lead, and the lifecycle has it.
/// </summary>
internal sealed class RecommendationChain
{
    private readonly Dictionary<ContentAddress, RecommendationTransition> _all = [];
    private readonly Dictionary<ContentAddress, RecommendationTransition> _counted = [];
    private readonly HashSet<ContentAddress> _followed = [];
    private readonly List<RecommendationTransition> _steps = [];
    private readonly List<RecommendationTransition> _ignored = [];
    private readonly RecommendationSubject? _subject;

    private RecommendationChain(RecommendationSubject? subject) => _subject = subject;

    /// <summary>Rebuilds a history.</summary>
    /// <param name="recommendation">The Recommendation.</param>
    /// <param name="subject">What is known of it; null where it is not here, or sealed.</param>
    /// <param name="grains">Audit Observations, in any order; others are passed over.</param>
    /// <param name="now">The time by which it may have expired; null asks nothing about it.</param>
    internal static RecommendationHistory Build(
        ContentAddress recommendation, RecommendationSubject? subject, IEnumerable<GrainBlob> grains, EpochMilliseconds? now)
    {
        RecommendationChain chain = new(subject);
        foreach (GrainBlob grain in grains)
        {
            if (RecommendationSteps.Read(grain) is { } step && step.Recommendation == recommendation) chain._all[step.Address] = step;
        }
        chain.Walk();
        RecommendationTransition[] heads = [.. chain._steps.Where(step => !chain._followed.Contains(step.Address))];
        RecommendationStatus recorded = Resolve(heads);
        bool isExpired = now is { } time && subject is { } known && known.IsExpired(time) && RecommendationTerms.Expires(recorded);
        return new()
        {
            Recommendation = recommendation,
            Status = isExpired ? RecommendationStatus.Expired : recorded,
            RecordedStatus = recorded,
            ValidTo = subject?.ValidTo,
            Steps = chain._steps,
            Ignored = [.. chain._ignored.OrderBy(static step => step.At).ThenBy(static step => step.Address)],
            Heads = heads,
        };
    }

    /// <summary>
    /// The status to which several last steps lead. What was applied stays so whatever a fork says; where every line that applied it also
    /// rolled it back, it was rolled back; otherwise the less advanced status counts.
    /// </summary>
    internal static RecommendationStatus Resolve(IReadOnlyCollection<RecommendationTransition> heads)
    {
        if (heads.Count == 0) return RecommendationStatus.Pending;
        if (heads.Any(static head => head.To == RecommendationStatus.Applied)) return RecommendationStatus.Applied;
        if (heads.Any(static head => head.To == RecommendationStatus.RolledBack)) return RecommendationStatus.RolledBack;
        return heads.Min(static head => head.To);
    }

    /// <summary>Whether everything that the last steps applied can be undone.</summary>
    internal static bool HasInverse(IEnumerable<RecommendationTransition> heads) =>
        heads.Where(static head => head.To == RecommendationStatus.Applied).All(static head => head.IsRollbackable == true && head.Inverse is not null);

    /// <summary>Why a step does not fit, whoever wrote it; the default value where it does.</summary>
    /// <param name="step">The step.</param>
    /// <param name="subject">The Recommendation.</param>
    /// <param name="before">The steps that it directly follows.</param>
    /// <param name="at">When it is made.</param>
    internal static OmsFault Check(
        RecommendationTransition step, RecommendationSubject? subject, IReadOnlyCollection<RecommendationTransition> before, EpochMilliseconds at)
    {
        if (step.Observer is null) return Schema("OMS-8.12.1-2", "The class of who decides is none of human, rec:agent, rec:policy and rec:system", "observer_type");
        if (step.From is not { } from || !step.NamesOneStatus) return Schema("R-44", "The context does not say from which status to which", "context");
        if (subject is { } known && step.Namespace != known.Namespace) return Schema("R-44", "The namespace is not the recommendation's", "namespace");
        if (subject is { } same && step.DedupKey != same.DedupKey) return Schema("R-44", "The dedup_key is not the recommendation's", "context.dedup_key");
        if (from != Resolve(before)) return Denied("R-44", "The recommendation does not stand where the transition begins", "context.from");
        if (!RecommendationTerms.Allows(from, step.To, step.Observer))
        {
            return from == RecommendationStatus.Pending && step.To == RecommendationStatus.Applied
                ? Denied("OMS-8.12.1-2", "Only rec:policy applies what nobody reviewed", "observer_type")
                : Denied("R-44", "The lifecycle has no such transition", "relation");
        }
        if (RecommendationTerms.Expires(from) && subject?.IsExpired(at) == true) return Denied("OMS-8.12.1-5", "The recommendation has expired", "relation");
        if (step.To == RecommendationStatus.RolledBack && !HasInverse(before)) return Denied("OMS-8.12.1-8", "What was applied cannot be rolled back", "relation");
        return default;
    }

    private static OmsFault Schema(string rule, string message, string field) => new(OmsErrorCode.Schema, rule, message, -1, field);

    private static OmsFault Denied(string rule, string message, string field) => new(OmsErrorCode.InvalidationDenied, rule, message, -1, field);

    /// <summary>Takes every step when all steps it names have been taken; of several, the earlier one.</summary>
    private void Walk()
    {
        Dictionary<ContentAddress, int> missing = [];
        Dictionary<ContentAddress, List<RecommendationTransition>> followers = [];
        PriorityQueue<RecommendationTransition, (EpochMilliseconds, ContentAddress)> ready = new();
        foreach (RecommendationTransition step in _all.Values)
        {
            ContentAddress[] named = [.. Named(step)];
            missing[step.Address] = named.Length;
            foreach (ContentAddress earlier in named)
            {
                if (!followers.TryGetValue(earlier, out List<RecommendationTransition>? list)) followers[earlier] = list = [];
                list.Add(step);
            }
            if (named.Length == 0) ready.Enqueue(step, (step.At, step.Address));
        }
        while (ready.TryDequeue(out RecommendationTransition? step, out _))
        {
            Take(step);
            foreach (RecommendationTransition follower in followers.GetValueOrDefault(step.Address) ?? [])
            {
                if (--missing[follower.Address] == 0) ready.Enqueue(follower, (follower.At, follower.Address));
            }
        }
    }

    private void Take(RecommendationTransition step)
    {
        RecommendationTransition[] before = Before(step);
        OmsFault fault = Check(step, _subject, before, step.At);
        if (fault.IsFault)
        {
            _ignored.Add(step with { Fault = fault });
            return;
        }
        _steps.Add(step);
        _counted[step.Address] = step;
        foreach (RecommendationTransition earlier in before) _followed.Add(earlier.Address);
    }

    /// <summary>The steps that a step directly follows: those it names and that count, without the ones that lie behind another of them.</summary>
    private RecommendationTransition[] Before(RecommendationTransition step)
    {
        ContentAddress[] named = [.. Named(step).Where(_counted.ContainsKey)];
        HashSet<ContentAddress> behind = [];
        if (named.Length > 1)
        {
            Stack<ContentAddress> open = new(named);
            while (open.TryPop(out ContentAddress address))
            {
                foreach (ContentAddress earlier in Named(_counted[address]).Where(earlier => _counted.ContainsKey(earlier) && behind.Add(earlier))) open.Push(earlier);
            }
        }
        return [.. named.Where(address => !behind.Contains(address)).Select(address => _counted[address])];
    }

    private IEnumerable<ContentAddress> Named(RecommendationTransition step) => step.DerivedFrom.Distinct().Where(_all.ContainsKey);
}
