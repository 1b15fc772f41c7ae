namespace OpenMemory.Store;

/// <summary>A table of attachments whose operations are watched.</summary>
internal sealed class WatchedContent(IContentTable table, StoreWatch watch) : IContentTable
{
    public ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.PutContent, (table, content, cancellationToken), static x => x.table.PutAsync(x.content, x.cancellationToken), OperationEnd.OfDone);

    public ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, string userId, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.PutContent, (table, content, userId, cancellationToken), static x => x.table.PutAsync(x.content, x.userId, x.cancellationToken), OperationEnd.OfDone);

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.GetContent, (table, uri, cancellationToken), static x => x.table.GetAsync(x.uri, x.cancellationToken), OperationEnd.OfFound);

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, string userId, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.GetContent, (table, uri, userId, cancellationToken), static x => x.table.GetAsync(x.uri, x.userId, x.cancellationToken), OperationEnd.OfFound);

    public ValueTask<bool> ExistsAsync(CasUri uri, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.HasContent, (table, uri, cancellationToken), static x => x.table.ExistsAsync(x.uri, x.cancellationToken), OperationEnd.OfFound);

    public ValueTask<bool> ExistsAsync(CasUri uri, string userId, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.HasContent, (table, uri, userId, cancellationToken), static x => x.table.ExistsAsync(x.uri, x.userId, x.cancellationToken), OperationEnd.OfFound);
}
