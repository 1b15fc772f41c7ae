namespace OpenMemory.Store;

/// <summary>A metadata table whose operations are watched. Neither keys nor values are told.</summary>
internal sealed class WatchedMetadata(IMetadataTable table, StoreWatch watch) : IMetadataTable
{
    public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.GetMetadata, (table, key, cancellationToken), static x => x.table.GetAsync(x.key, x.cancellationToken), OperationEnd.OfFound);

    public async ValueTask PutAsync(string key, string value, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(StoreOperation.PutMetadata, (table, key, value, cancellationToken), static x => PutAsync(x.table, x.key, x.value, x.cancellationToken), OperationEnd.OfDone)
            .ConfigureAwait(false);

    public ValueTask<bool> TryReplaceAsync(string key, string? expected, string? value, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.ReplaceMetadata, (table, key, expected, value, cancellationToken),
            static x => x.table.TryReplaceAsync(x.key, x.expected, x.value, x.cancellationToken), static isDone => new(isDone ? OperationEnd.Done : OperationEnd.Conflict));

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.DeleteMetadata, (table, key, cancellationToken), static x => x.table.DeleteAsync(x.key, x.cancellationToken), OperationEnd.OfFound);

    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ScanAsync(string prefix, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.ScanMetadata, (table, prefix, cancellationToken), static x => x.table.ScanAsync(x.prefix, x.cancellationToken), OperationEnd.Of);

    public ValueTask<bool> ReplicateAsync(string key, string value, CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.ReplicateMetadata, (table, key, value, cancellationToken),
            static x => x.table.ReplicateAsync(x.key, x.value, x.cancellationToken), static isChanged => new(isChanged ? OperationEnd.Done : OperationEnd.Existing));

    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ScanReplicatedAsync(CancellationToken cancellationToken = default) =>
        watch.RunAsync(StoreOperation.ScanReplicated, (table, cancellationToken), static x => x.table.ScanReplicatedAsync(x.cancellationToken), OperationEnd.Of);

    private static async ValueTask<bool> PutAsync(IMetadataTable table, string key, string value, CancellationToken cancellationToken)
    {
        await table.PutAsync(key, value, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
