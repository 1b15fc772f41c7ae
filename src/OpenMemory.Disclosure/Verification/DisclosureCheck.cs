namespace OpenMemory.Disclosure;

/// <summary>
/// Checks disclosed grains for their receiver: against revealed values, against the original, and against each other (§10). What agrees is
/// consistent; who made a disclosed grain only its signature or the original says (R-38, OMS-20.1-1).
/// </summary>
public static class DisclosureCheck
{
    /// <summary>Looks at a disclosed grain alone: what it shows, what it hides.</summary>
    /// <param name="disclosed">The disclosed grain.</param>
    /// <returns>The report.</returns>
    /// <exception cref="OmsException">The grain is sealed or compressed, so that nothing of it can be read.</exception>
    public static DisclosureReport Examine(GrainBlob disclosed) => DisclosedContent.Read(disclosed).Report();

    /// <summary>Checks values that were revealed against the hashes in the disclosed grain (OMS-10.1-2).</summary>
    /// <param name="disclosed">The disclosed grain.</param>
    /// <param name="revealed">Values by full field name, with full names inside as in JSON.</param>
    /// <returns>
    /// The report: of the fields that were revealed, those are proven that the grain hides behind the value's hash, and those contradicted
    /// that it does not.
    /// </returns>
    /// <exception cref="OmsException">The grain is sealed or compressed, so that nothing of it can be read.</exception>
    public static DisclosureReport Examine(GrainBlob disclosed, IReadOnlyDictionary<string, OmsValue> revealed)
    {
        ArgumentNullException.ThrowIfNull(revealed);
        DisclosedContent content = DisclosedContent.Read(disclosed);
        foreach ((string name, OmsValue value) in revealed) content.Reveal(name, value);
        return content.Report();
    }

    /// <summary>Checks a disclosed grain against its original.</summary>
    /// <param name="disclosed">The disclosed grain.</param>
    /// <param name="original">The original; whether its signature is good is for a verifier to say.</param>
    /// <returns>
    /// The report: every field of either is proven, hidden fields too, or contradicted. Where another grain was given than the one that the
    /// disclosed grain names, a fault says so, and nothing is proven.
    /// </returns>
    /// <exception cref="OmsException">A grain is sealed or compressed, so that nothing of it can be read.</exception>
    public static DisclosureReport AgainstOriginal(GrainBlob disclosed, GrainBlob original)
    {
        ArgumentNullException.ThrowIfNull(original);
        DisclosedContent content = DisclosedContent.Read(disclosed);
        content.CompareWithOriginal(original, DisclosedContent.Read(original));
        return content.Report();
    }

    /// <summary>Checks disclosed grains of one original against each other: what one shows proves what another hides.</summary>
    /// <param name="disclosed">Two or more disclosed grains.</param>
    /// <returns>The report over all of them.</returns>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    /// <exception cref="OmsException">A grain is sealed or compressed, so that nothing of it can be read.</exception>
    public static DisclosureReport Compare(IReadOnlyList<GrainBlob> disclosed)
    {
        ArgumentNullException.ThrowIfNull(disclosed);
        if (disclosed.Count < 2) throw new ArgumentException("Two or more disclosed grains can be compared.", nameof(disclosed));
        DisclosedContent all = DisclosedContent.Read(disclosed[0]);
        for (int i = 1; i < disclosed.Count; i++) all.Join(DisclosedContent.Read(disclosed[i]));
        return all.Report();
    }
}
