namespace OpenMemory;

/// <summary>What an importer may do with one entry of a manifest.</summary>
/// <param name="Address">The grain.</param>
/// <param name="Applied">
/// The part of the entry that may be believed; <see cref="IndexState.Default"/> where nothing of it may. Never holds
/// <c>rec_status</c>.
/// </param>
/// <param name="State">The state to keep: what the index had, merged with <paramref name="Applied"/>.</param>
/// <param name="Notices">What was not applied, and why.</param>
public sealed record ManifestImportEntry(ContentAddress Address, IndexState Applied, IndexState State, IReadOnlyList<ManifestNotice> Notices);
