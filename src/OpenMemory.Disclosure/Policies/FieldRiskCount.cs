namespace OpenMemory.Disclosure;

/// <summary>In how many grains the hash of a field may be guessed.</summary>
/// <param name="Field">The full name; <c>…</c> stands for the rest where there are very many names.</param>
/// <param name="High">The number of grains in which the risk is <see cref="GuessRisk.High"/>.</param>
/// <param name="Elevated">The number of grains in which it is <see cref="GuessRisk.Elevated"/>.</param>
/// <param name="Worst">The estimate with the fewest bits.</param>
public readonly record struct FieldRiskCount(string Field, long High, long Elevated, ElisionRisk Worst);
