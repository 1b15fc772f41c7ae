namespace OpenMemory.Store;

/// <summary>Reads that count as no access: lookups of rights and of status are no retrievals (OMS-22.10-1).</summary>
internal interface IQuietReads
{
    /// <summary>Finds a grain.</summary>
    ValueTask<StoredGrain?> PeekAsync(ContentAddress address, CancellationToken cancellationToken);

    /// <summary>Finds grains by their fields.</summary>
    ValueTask<GrainPage> PeekQueryAsync(GrainQuery query, CancellationToken cancellationToken);
}
