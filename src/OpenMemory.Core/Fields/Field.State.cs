namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>plan</c> (§6.3).</summary>
    public static Field Plan => new(68);

    /// <summary><c>history</c>: Inner keys not compacted (§6.3).</summary>
    public static Field History => new(69);
}
