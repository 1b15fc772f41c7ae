namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>participating_observers</c>: DIDs of the observers (§6.10).</summary>
    public static Field ParticipatingObservers => new(142);

    /// <summary><c>threshold</c>: How many must agree (§6.10).</summary>
    public static Field Threshold => new(143);

    /// <summary><c>agreement_count</c>: How many observers agree; not negative (§6.10).</summary>
    public static Field AgreementCount => new(144);

    /// <summary><c>dissent_count</c>: How many observers dissent; not negative (§6.10).</summary>
    public static Field DissentCount => new(145);

    /// <summary><c>dissent_grains</c>: Addresses of the dissenting grains (§6.10).</summary>
    public static Field DissentGrains => new(146);

    /// <summary><c>agreed_content</c>: The claim agreed on: a text, a map, or the address of a grain (§6.10).</summary>
    public static Field AgreedContent => new(147);
}
