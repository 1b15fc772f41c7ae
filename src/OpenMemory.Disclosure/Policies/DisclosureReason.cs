namespace OpenMemory.Disclosure;

/// <summary>Why a policy hides a field or withholds a grain.</summary>
/// <param name="PolicyRule">The name of the policy's rule; <c>policy</c> where no single rule decides.</param>
/// <param name="Rule">The requirement or ruling behind it, for example <c>R-38</c>.</param>
/// <param name="Message">Why, for a person. Never holds a value.</param>
/// <param name="Field">The full name of the field; null where the whole grain is concerned.</param>
public readonly record struct DisclosureReason(string PolicyRule, string Rule, string Message, string? Field = null);
