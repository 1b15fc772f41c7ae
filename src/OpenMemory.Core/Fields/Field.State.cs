namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>plan</c>: Steps still to be done (§6.3).</summary>
    public static Field Plan => new(68);

    /// <summary><c>history</c>: What was done, as maps (§6.3).</summary>
    public static Field History => new(69);
}
