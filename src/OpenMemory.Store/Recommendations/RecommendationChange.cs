namespace OpenMemory.Store;

/// <summary>
/// One thing that the application of a Recommendation did, told by whoever did it, so that its inverse is derived when it is applied
/// (OMS-8.12.1-7). The applied audit grain holds <c>inverse</c>: a map with <c>steps</c>, in the order in which they are to be done, each one of
/// <list type="bullet">
/// <item><c>{op: "supersede", target, invalidation_type: "retraction"}</c> for a grain that was added: retract it;</item>
/// <item><c>{op: "supersede", target, content_of}</c> for a supersession or a revert: supersede the head with the content of the grain before;</item>
/// <item><c>{op: "edit", target, digest}</c> for a document: back to the head with that digest;</item>
/// <item><c>{op: "define", key, body}</c> for a definition: write the replaced body; without <c>body</c> there was none, and the row goes;</item>
/// <item><c>{op: "custom", plan}</c> for anything else that the host can undo.</item>
/// </list>
/// Where anything cannot be undone, the whole is not rollbackable and has no inverse (OMS-8.12.1-8).
/// </summary>
public sealed record RecommendationChange
{
    private RecommendationChange(RecommendationChangeKind kind, OmsMap? inverse, ContentAddress? result = null, string? replacedBody = null) =>
        (Kind, Inverse, Result, ReplacedBody) = (kind, inverse, result, replacedBody);

    /// <summary>What was done.</summary>
    public RecommendationChangeKind Kind { get; }

    /// <summary>The grain that came of it; null where none did.</summary>
    public ContentAddress? Result { get; }

    /// <summary>The body of the definition that was replaced; null for none.</summary>
    public string? ReplacedBody { get; }

    /// <summary>The row that was written; null for other changes.</summary>
    internal string? Definition { get; private init; }

    /// <summary>The step that undoes it; null where nothing does.</summary>
    internal OmsMap? Inverse { get; }

    /// <summary>ADD: a grain was added.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The change.</returns>
    public static RecommendationChange Added(ContentAddress grain) =>
        new(RecommendationChangeKind.Added, new() { ["op"] = "supersede", ["target"] = grain, ["invalidation_type"] = "retraction" }, grain);

    /// <summary>SUPERSEDE: a grain took another's place.</summary>
    /// <param name="old">The grain before.</param>
    /// <param name="successor">The grain that superseded it.</param>
    /// <returns>The change.</returns>
    public static RecommendationChange Superseded(ContentAddress old, ContentAddress successor) =>
        new(RecommendationChangeKind.Superseded, Reinstate(successor, old), successor);

    /// <summary>REVERT: a head was superseded by a grain with earlier content.</summary>
    /// <param name="head">The head before.</param>
    /// <param name="successor">The grain that superseded it.</param>
    /// <returns>The change.</returns>
    public static RecommendationChange Reverted(ContentAddress head, ContentAddress successor) =>
        new(RecommendationChangeKind.Reverted, Reinstate(successor, head), successor);

    /// <summary>A document was edited.</summary>
    /// <param name="target">The document: <c>doc:</c> and the host's id.</param>
    /// <param name="digest">The digest of its head before.</param>
    /// <returns>The change.</returns>
    public static RecommendationChange Edited(string target, string digest)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentException.ThrowIfNullOrEmpty(digest);
        return new(RecommendationChangeKind.Edited, new() { ["op"] = "edit", ["target"] = target, ["digest"] = digest });
    }

    /// <summary>A definition was written; the audit grain holds the replaced body (OMS-28.4.1-10).</summary>
    /// <param name="key">The row, for example <c>tpl:weekly</c>.</param>
    /// <param name="replacedBody">The body before; null where there was no such definition.</param>
    /// <returns>The change.</returns>
    public static RecommendationChange Defined(string key, string? replacedBody)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Dictionary<string, OmsValue> step = new(StringComparer.Ordinal) { ["op"] = "define", ["key"] = key };
        if (replacedBody is not null) step["body"] = replacedBody;
        return new(RecommendationChangeKind.Defined, new(step), null, replacedBody) { Definition = key };
    }

    /// <summary>Something else was done, which the host can undo.</summary>
    /// <param name="plan">How, in words of the host's own; without personal data.</param>
    /// <param name="result">The grain that came of it.</param>
    /// <returns>The change.</returns>
    public static RecommendationChange Custom(OmsMap plan, ContentAddress? result = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new(RecommendationChangeKind.Custom, new() { ["op"] = "custom", ["plan"] = plan }, result);
    }

    /// <summary>Something was destroyed, or was done without a known inverse.</summary>
    /// <returns>The change.</returns>
    public static RecommendationChange Irreversible() => new(RecommendationChangeKind.Irreversible, null);

    /// <summary>What undoes several changes, the last one first; null where anything cannot be undone, or nothing was done.</summary>
    internal static OmsMap? InverseOf(IReadOnlyCollection<RecommendationChange> changes)
    {
        if (changes.Count == 0 || changes.Any(static change => change.Inverse is null)) return null;
        return new() { ["steps"] = OmsValue.FromArray([.. changes.Reverse().Select(static change => (OmsValue)change.Inverse)]) };
    }

    private static OmsMap Reinstate(ContentAddress target, ContentAddress content) =>
        new() { ["op"] = "supersede", ["target"] = target, ["content_of"] = content };
}
