namespace OpenMemory.Store;

/// <summary>A grain that must go because the Consent it rests on was withdrawn.</summary>
/// <param name="Address">The grain.</param>
/// <param name="Consent">The Consent in its <c>processing_basis</c>.</param>
/// <param name="Withdrawal">The withdrawal.</param>
/// <param name="Deadline">Until when it must be erased: when the store took in the withdrawal, and <see cref="GrainStoreOptions.ConsentDeadline"/> later.</param>
/// <param name="IsHeld">Whether a litigation hold makes it wait.</param>
public sealed record ConsentCascadeItem(
    ContentAddress Address, ContentAddress Consent, ContentAddress Withdrawal, EpochMilliseconds Deadline, bool IsHeld);
