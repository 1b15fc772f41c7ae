namespace OpenMemory.Disclosure;

/// <summary>How much the hash of one hidden value gives away. An estimate, not a promise.</summary>
/// <param name="Field">The full name of the field.</param>
/// <param name="Risk">How easily the value is guessed.</param>
/// <param name="GuessBits">The logarithm to base 2 of the number of guesses that are expected to find it, at most.</param>
/// <param name="Reason">Why, for a person. Never holds the value.</param>
public readonly record struct ElisionRisk(string Field, GuessRisk Risk, double GuessBits, string Reason);
