namespace OpenMemory.Store;

/// <summary>
/// A grain that must go because the Consent it rests on was withdrawn. None of them is under a litigation hold: a grain has one mode, and a
/// held one has <c>hold</c> instead of <c>consent_cascade</c>.
/// </summary>
/// <param name="Address">The grain.</param>
/// <param name="Consent">The Consent in its <c>processing_basis</c>.</param>
/// <param name="Withdrawal">The withdrawal; the earliest where there are several.</param>
/// <param name="Deadline">Until when it must be erased: when the store took in the withdrawal, and <see cref="GrainStoreOptions.ConsentDeadline"/> later.</param>
public sealed record ConsentCascadeItem(ContentAddress Address, ContentAddress Consent, ContentAddress Withdrawal, EpochMilliseconds Deadline);
