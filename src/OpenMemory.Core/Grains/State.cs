namespace OpenMemory;

/// <summary>A snapshot of an agent: its <c>context</c>, and what it plans (§8.3).</summary>
public sealed record State : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public State()
        : base(GrainType.State)
    {
    }

    /// <summary><c>plan</c>: Steps still to be done (§6.3).</summary>
    public IReadOnlyList<string>? Plan
    {
        get => GetTexts("plan");
        init => SetList("plan", value, static text => text);
    }

    /// <summary><c>history</c>: What was done, as maps (§6.3).</summary>
    public IReadOnlyList<OmsMap>? History
    {
        get => GetMaps("history");
        init => SetList("history", value, static map => map);
    }
}
