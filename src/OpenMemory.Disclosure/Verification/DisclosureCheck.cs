namespace OpenMemory.Disclosure;

/// <summary>Checks disclosed grains for their receiver: against revealed values, against the original, and against each other (§10).</summary>
public static class DisclosureCheck
{
    /// <summary>Looks at a disclosed grain alone: what it shows, what it hides.</summary>
    /// <param name="disclosed">The disclosed grain.</param>
    /// <returns>The report.</returns>
    public static DisclosureReport Examine(GrainBlob disclosed) => throw new NotImplementedException();

    /// <summary>Checks values that were revealed against the hashes in the disclosed grain (OMS-10.1-2).</summary>
    /// <param name="disclosed">The disclosed grain.</param>
    /// <param name="revealed">Values by full field name, with full names inside as in JSON.</param>
    /// <returns>The report: revealed fields are proven or contradicted.</returns>
    public static DisclosureReport Examine(GrainBlob disclosed, IReadOnlyDictionary<string, OmsValue> revealed) => throw new NotImplementedException();

    /// <summary>Checks a disclosed grain against its original.</summary>
    /// <param name="disclosed">The disclosed grain.</param>
    /// <param name="original">The original; whether its signature is good is for a verifier to say.</param>
    /// <returns>The report: every field of either is proven or contradicted.</returns>
    public static DisclosureReport AgainstOriginal(GrainBlob disclosed, GrainBlob original) => throw new NotImplementedException();

    /// <summary>Checks disclosed grains of one original against each other: what one shows proves what another hides.</summary>
    /// <param name="disclosed">Two or more disclosed grains.</param>
    /// <returns>The report over all of them.</returns>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    public static DisclosureReport Compare(IReadOnlyList<GrainBlob> disclosed) => throw new NotImplementedException();
}
