namespace OpenMemory.Disclosure;

/// <summary>One field of a disclosed grain, and what is known of it.</summary>
/// <param name="Name">The full name; an unknown field's key.</param>
/// <param name="Status">What is known.</param>
/// <param name="Fault">What does not agree; the default value where nothing does not.</param>
public readonly record struct DisclosedField(string Name, FieldDisclosure Status, OmsFault Fault = default);
