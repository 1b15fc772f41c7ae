using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>What became of a statement about a grain's index state .</summary>
/// <param name="Address">The grain.</param>
/// <param name="Entry">Its entry afterwards.</param>
/// <param name="IsChanged">Whether the entry was changed.</param>
/// <param name="Notices">What was not applied, and why.</param>
/// <param name="Refusal">The rule by which §23 did not admit the change to a protected grain; the default value where that was not asked.</param>
public sealed record IndexMergeResult(
    ContentAddress Address, IndexEntry Entry, bool IsChanged, IReadOnlyList<ManifestNotice> Notices, OmsFault Refusal = default);
