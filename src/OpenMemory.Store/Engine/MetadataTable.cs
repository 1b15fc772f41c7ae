namespace OpenMemory.Store;

/// <summary>The metadata table over a backend: its rules of validation and replication, the same over every backend (§28.4.1, R-53).</summary>
internal sealed class MetadataTable : IMetadataTable
{
    private const int MaxKeyLength = 1024;

    private readonly IStoreBackend _backend;
    private readonly TimeProvider _clock;

    internal MetadataTable(IStoreBackend backend, TimeProvider clock) => (_backend, _clock) = (backend, clock);

    public ValueTask<string?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        RequireKey(key);
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        return new(reader.GetMetadata(key));
    }

    public ValueTask PutAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        RequireKey(key);
        RequireValue(value);
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreWriter writer = _backend.BeginWrite();
        string? before = writer.GetMetadata(key);
        Set(writer, key, before, Complete(key, value, before));
        return default;
    }

    public ValueTask<bool> TryReplaceAsync(string key, string? expected, string? value, CancellationToken cancellationToken = default)
    {
        RequireKey(key);
        if (value is not null) RequireValue(value);
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreWriter writer = _backend.BeginWrite();
        string? before = writer.GetMetadata(key);
        string? after = value is null ? null : Complete(key, value, before); // a value that is not sound is refused whoever was first
        if (!string.Equals(before, expected, StringComparison.Ordinal)) return new(false);
        Set(writer, key, before, after);
        return new(true);
    }

    public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default)
    {
        RequireKey(key);
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreWriter writer = _backend.BeginWrite();
        return new(Set(writer, key, writer.GetMetadata(key), null));
    }

    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ScanAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        return new(reader.ScanMetadata(prefix));
    }

    public ValueTask<bool> ReplicateAsync(string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsKey(key) || !MetadataPrefix.Replicates(key) || !MetadataRow.TryRead(key, value, out MetadataRow? incoming, out _)) return new(false);
        using IStoreWriter writer = _backend.BeginWrite();
        string? before = writer.GetMetadata(key);
        // Of a row that is here and cannot be read nobody knows whether it is older: it stays (OMS-28.4.1-7).
        string? after = before is null ? incoming.WithoutUsage()
            : MetadataRow.TryRead(key, before, out MetadataRow? local, out _) && incoming.IsLaterThan(local) ? incoming.WithUsageOf(local)
            : before;
        return new(Set(writer, key, before, after));
    }

    public ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ScanReplicatedAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        List<KeyValuePair<string, string>> rows = [];
        foreach (string prefix in (string[])[MetadataPrefix.Egress, MetadataPrefix.Query, MetadataPrefix.Retention, MetadataPrefix.Template]) // ascending
        {
            foreach ((string key, string value) in reader.ScanMetadata(prefix))
            {
                if (MetadataRow.TryRead(key, value, out MetadataRow? row, out _)) rows.Add(new(key, row.WithoutUsage()));
            }
        }
        return new(rows);
    }

    private string Complete(string key, string value, string? before)
    {
        EpochMilliseconds now = EpochMilliseconds.Now(_clock);
        // Whoever has the row before must see that this one is later, however fast it follows and whatever the clocks say.
        if (before is not null && MetadataRow.TryRead(key, before, out MetadataRow? local, out _) && local.UpdatedAt >= now.Value)
            now = new(local.UpdatedAt == long.MaxValue ? long.MaxValue : local.UpdatedAt + 1);
        if (!MetadataRow.TryRead(key, value, out MetadataRow? row, out OmsFault fault, now)) Throw.Fault(fault);
        return row.Text;
    }

    private static bool Set(IStoreWriter writer, string key, string? before, string? after)
    {
        if (string.Equals(before, after, StringComparison.Ordinal)) return false;
        writer.SetMetadata(key, after);
        writer.Commit();
        return true;
    }

    private static void RequireKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!IsKey(key)) throw new ArgumentException("A key has 1 to 1024 characters, and is well-formed Unicode.", nameof(key));
    }

    private static void RequireValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!StrictUtf8.IsValid(value)) throw new ArgumentException("A value is well-formed Unicode.", nameof(value));
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= MaxKeyLength && StrictUtf8.IsValid(key);
}
