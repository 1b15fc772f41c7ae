namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>participating_observers</c>: DIDs (§6.10).</summary>
    public static Field ParticipatingObservers => new(142);

    /// <summary><c>threshold</c>: Minimum agreement count (§6.10).</summary>
    public static Field Threshold => new(143);

    /// <summary><c>agreement_count</c>: Non-negative (§6.10).</summary>
    public static Field AgreementCount => new(144);

    /// <summary><c>dissent_count</c>: Non-negative (§6.10).</summary>
    public static Field DissentCount => new(145);

    /// <summary><c>dissent_grains</c>: Content addresses (§6.10).</summary>
    public static Field DissentGrains => new(146);

    /// <summary><c>agreed_content</c>: String (claim or content address) or map (§6.10).</summary>
    public static Field AgreedContent => new(147);
}
