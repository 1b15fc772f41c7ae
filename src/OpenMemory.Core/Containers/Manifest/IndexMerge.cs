namespace OpenMemory;

/// <summary>What came of <see cref="IndexState.Merge"/>.</summary>
/// <param name="State">The new state.</param>
/// <param name="Fork">
/// The imported <c>superseded_by</c> where the index has another one: both are heads of the chain, and <paramref name="State"/>
/// keeps the index's. Otherwise null.
/// </param>
/// <param name="NeedsRecStatus">A <c>rec_status</c> was imported and not believed: rebuild it from the audit chain (OMS-11.7-4).</param>
public readonly record struct IndexMerge(IndexState State, ContentAddress? Fork, bool NeedsRecStatus);
