namespace OpenMemory.Store;

public abstract partial class GrainStore : IQuietReads
{
    StoredGrain? IQuietReads.Peek(in ContentAddress address)
    {
        using IStoreReader reader = _backend.BeginRead();
        return reader.TryGet(address, out GrainRow row) ? ToStored(row) : null;
    }

    GrainPage IQuietReads.PeekQuery(GrainQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        using IStoreReader reader = _backend.BeginRead();
        QueryResult result = reader.Query(query);
        return new([.. result.Hits.Select(static hit => new GrainHit(ToStored(hit.Row), hit.Score, hit.MatchedFields))], result.Total, result.NextCursor);
    }
}
