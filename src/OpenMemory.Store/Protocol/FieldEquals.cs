namespace OpenMemory.Store;

/// <summary>A condition on one field: that it holds exactly a value, or, being an array, has it as an element. Texts compare in NFC.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The value: a text, an integer, a float or a boolean.</param>
public readonly record struct FieldEquals(Field Field, OmsValue Value);
