namespace OpenMemory.Store;

/// <summary>Finds skills, records practice and transfers skills from one agent to another (§8.11, §28.8).</summary>
public static class SkillExtensions
{
    /// <summary>Finds current skills, the most proficient first; those without a proficiency last, then the newest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The skills. Sealed ones are not among them.</returns>
    public static async ValueTask<IReadOnlyList<StoredGrain>> FindSkillsAsync(this IGrainStore store, SkillQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        query ??= new();
        List<FieldEquals> where = [];
        if (query.Name is { } name) where.Add(new(Field.Name, name));
        if (query.HolderDid is { } holder) where.Add(new(Field.HolderDid, holder));
        if (query.TransferableOnly) where.Add(new(Field.Transferable, true));
        GrainQuery ask = new() { Types = [GrainType.Skill], Namespaces = query.Namespace is { } space ? [space] : null, Where = where };
        List<(StoredGrain Grain, double Proficiency)> found = [];
        await foreach (StoredGrain grain in store.QueryAllAsync(ask, cancellationToken).ConfigureAwait(false))
        {
            if (SkillReading.TryRead(grain.Blob) is not { } skill || (query.HeldOnly && string.IsNullOrEmpty(skill.HolderDid))) continue;
            if (query.MinProficiency is { } least && !(skill.Proficiency >= least)) continue;
            found.Add((grain, skill.Proficiency ?? -1));
        }
        return [.. found.OrderByDescending(static skill => skill.Proficiency).Select(static skill => skill.Grain)]; // a stable sort
    }

    /// <summary>Finds who holds a skill, in all namespaces, the most proficient first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The skill's <c>name</c>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The held skills of that name.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ValueTask<IReadOnlyList<StoredGrain>> FindHoldersAsync(this IGrainStore store, string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return store.FindSkillsAsync(new() { Name = name, Namespace = null, HeldOnly = true }, cancellationToken);
    }

    /// <summary>Records practice: a Skill with one more practice and the proficiency it led to supersedes the one before (OMS-8.11-3).</summary>
    /// <param name="store">The store.</param>
    /// <param name="skill">The current Skill.</param>
    /// <param name="proficiency">The proficiency now, 0 … 1; also the confidence (OMS-8.11-2).</param>
    /// <param name="change">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, with the new Skill's address; conflict with the head, not found, or refused: it is no Skill of this agent's.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The proficiency is outside 0 … 1.</exception>
    public static ValueTask<WriteResult> PracticeSkillAsync(
        this IGrainStore store, ContentAddress skill, double proficiency, SkillChange? change = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(store, skill, proficiency, true, change ?? new(), cancellationToken);

    /// <summary>Records that a skill got worse without being used: only the proficiency goes down.</summary>
    /// <param name="store">The store.</param>
    /// <param name="skill">The current Skill.</param>
    /// <param name="proficiency">The proficiency now, 0 … 1, lower than before.</param>
    /// <param name="change">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, with the new Skill's address; conflict with the head, not found, or refused: it would get better that way, or is no Skill of this agent's.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The proficiency is outside 0 … 1.</exception>
    public static ValueTask<WriteResult> DegradeSkillAsync(
        this IGrainStore store, ContentAddress skill, double proficiency, SkillChange? change = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(store, skill, proficiency, false, change ?? new(), cancellationToken);

    private static async ValueTask<WriteResult> ChangeAsync(
        IGrainStore store, ContentAddress address, double proficiency, bool isPractice, SkillChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!(proficiency is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(proficiency), "A proficiency is 0 … 1.");
        if (await store.GetAsync(address, cancellationToken).ConfigureAwait(false) is not { } stored) return WriteResult.Of(WriteOutcome.NotFound, address);
        if (SkillReading.TryRead(stored.Blob) is not { } skill) return Refused("The grain cannot be read as a Skill", "type", address);
        if (change.HolderDid is { } holder && skill.HolderDid is { } other && holder != other) return Refused("The Skill is another agent's", "holder_did", address);
        if (!isPractice && !(proficiency < skill.Proficiency)) return Refused("A Skill gets better by practice only", "proficiency", address);
        long count = Math.Max(skill.PracticeCount ?? 0, 0);
        Skill changed = skill with
        {
            HolderDid = skill.HolderDid ?? change.HolderDid, Proficiency = proficiency, Confidence = proficiency,
            PracticeCount = isPractice && count < long.MaxValue ? count + 1 : count, LastPracticedAt = isPractice ? change.Now : skill.LastPracticedAt,
            AuthorDid = change.AuthorDid ?? skill.HolderDid ?? change.HolderDid ?? skill.AuthorDid, CreatedAt = change.Now,
            DerivedFrom = [address, .. change.Evidence.Where(evidence => evidence != address).Select(static evidence => (OmsValue)evidence)],
            ProvenanceChain = null, SupersessionJustification = change.Justification, SupersessionAuth = null, InvalidationType = null,
            InvalidationReason = null, InvalidationInitiator = null, Contradicted = null, TimestampMs = null, IsSigned = false,
        };
        return await change.SupersedeAsync(store, address, changed, null, cancellationToken).ConfigureAwait(false);
    }

    private static WriteResult Refused(string message, string field, ContentAddress address) =>
        WriteResult.Refused(new(OmsErrorCode.Schema, "OMS-8.11-3", message, -1, field), address);
}
