namespace OpenMemory;

/// <summary>What several observers agree on (§8.9).</summary>
public sealed record Consensus : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Consensus()
        : base(GrainType.Consensus)
    {
    }

    /// <summary><c>participating_observers</c>: DIDs of the observers (§6.10). Required.</summary>
    public IReadOnlyList<string>? ParticipatingObservers
    {
        get => GetTexts("participating_observers");
        init => SetList("participating_observers", value, static text => text);
    }

    /// <summary><c>threshold</c>: How many must agree (§6.10). Required.</summary>
    public long? Threshold
    {
        get => GetInteger("threshold");
        init => Set("threshold", Number(value, static number => number));
    }

    /// <summary><c>agreement_count</c>: How many observers agree; not negative (§6.10). Required.</summary>
    public long? AgreementCount
    {
        get => GetInteger("agreement_count");
        init => Set("agreement_count", Number(value, static number => number));
    }

    /// <summary><c>dissent_count</c>: How many observers dissent; not negative (§6.10). Required.</summary>
    public long? DissentCount
    {
        get => GetInteger("dissent_count");
        init => Set("dissent_count", Number(value, static number => number));
    }

    /// <summary><c>dissent_grains</c>: Addresses of the dissenting grains (§6.10).</summary>
    public IReadOnlyList<string>? DissentGrains
    {
        get => GetTexts("dissent_grains");
        init => SetList("dissent_grains", value, static text => text);
    }

    /// <summary><c>agreed_content</c>: The claim agreed on: a text, a map, or the address of a grain (§6.10).</summary>
    public OmsValue AgreedContent
    {
        get => GetValue("agreed_content");
        init => Set("agreed_content", value);
    }
}
