namespace OpenMemory.Disclosure;

/// <summary>How many guesses a value needs at most, and why.</summary>
/// <param name="Bits">The logarithm to base 2 of the number of guesses.</param>
/// <param name="Reason">Why; never holds the value.</param>
/// <param name="IsPublic">Whether others have lists of such values, however many there are.</param>
internal readonly record struct GuessEstimate(double Bits, string Reason, bool IsPublic = false);
