namespace OpenMemory.Cli.Report;

/// <summary>The grains that a grain says it comes from.</summary>
/// <param name="Replaces">Those whose place it takes.</param>
/// <param name="DerivedFrom">All others.</param>
internal sealed record GrainLinks(IReadOnlyList<ContentAddress> Replaces, IReadOnlyList<ContentAddress> DerivedFrom)
{
    // More sources of one grain would not be drawn legibly anyway.
    private const int MaxSources = 16;

    internal static GrainLinks None { get; } = new([], []);

    /// <summary>
    /// Reads them. A grain takes another's place when it has <c>derived_from</c> and one of the fields that only supersession
    /// writes, or withdraws a consent.
    /// </summary>
    internal static GrainLinks Of(Grain grain)
    {
        List<ContentAddress> sources = Addresses(grain.GetValue("derived_from"));
        if (grain is Consent { IsWithdrawal: true }) return Split(sources, Addresses(grain.GetValue("prior_consent")));
        List<ContentAddress> transitions = Transitions(grain);
        if (transitions.Count > 0) return Split(sources, transitions);
        bool supersedes = grain.SupersessionJustification is not null || grain.InvalidationType is not null
            || !grain.GetValue("supersession_auth").IsNull;
        return supersedes ? new GrainLinks(sources, []) : new GrainLinks([], sources);
    }

    private static GrainLinks Split(List<ContentAddress> sources, List<ContentAddress> replaced) =>
        new(replaced, [.. sources.Except(replaced)]);

    private static List<ContentAddress> Transitions(Grain grain)
    {
        if (grain.GetValue("provenance_chain") is not { Kind: OmsValueKind.Array } chain) return [];
        return [.. chain.AsArray()
            .Where(static entry => entry.Kind == OmsValueKind.Map)
            .Select(static entry => new ProvenanceEntry(entry.AsMap()))
            .Where(static entry => entry.Method is "goal_state_transition" or "goal_revision")
            .SelectMany(static entry => Addresses(entry.SourceHash ?? "")).Take(MaxSources)];
    }

    /// <summary>One reference, or a list of them, each a text or a citation with its <c>hash</c>.</summary>
    private static List<ContentAddress> Addresses(OmsValue value)
    {
        List<ContentAddress> addresses = [];
        IReadOnlyList<OmsValue> elements = value.Kind == OmsValueKind.Array ? value.AsArray() : [value];
        foreach (OmsValue element in elements.Take(MaxSources))
        {
            OmsValue reference = element;
            if (element.Kind == OmsValueKind.Map && !element.AsMap().TryGetValue("hash", out reference)) continue;
            if (reference.Kind == OmsValueKind.Text && Address(reference.AsText()) is { } address) addresses.Add(address);
        }
        return addresses;
    }

    private static ContentAddress? Address(string text)
    {
        try
        {
            return text.Length <= 2 * ContentAddress.TextLength ? ContentAddress.ParseReference(text) : null;
        }
        catch (OmsException)
        {
            return null;
        }
    }
}
