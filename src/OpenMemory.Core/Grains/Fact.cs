namespace OpenMemory;

/// <summary>A claim: subject, relation, object, and how sure its author is (§8.1).</summary>
public sealed record Fact : DelegatingGrain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Fact()
        : base(GrainType.Fact)
    {
    }
}
