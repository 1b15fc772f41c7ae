namespace OpenMemory.Disclosure;

/// <summary>In how many grains of a type a field was hidden.</summary>
/// <param name="Type">The grain type.</param>
/// <param name="Field">The full name; <c>…</c> stands for the rest where there are very many names.</param>
/// <param name="Count">The number of grains.</param>
public readonly record struct HiddenFieldCount(GrainType Type, string Field, long Count);
