namespace OpenMemory.Store.Sqlite;

/// <summary>How a store in a SQLite file works.</summary>
public sealed record SqliteStoreOptions
{
    private readonly TimeSpan _busyTimeout = TimeSpan.FromSeconds(30);
    private readonly long _cacheBytes = 64 << 20;

    /// <summary>What opening may do.</summary>
    public SqliteOpenMode Mode { get; init; }

    /// <summary>What survives when the power fails; everything by default.</summary>
    public SqliteDurability Durability { get; init; }

    /// <summary>
    /// How long a write waits for another writer, of this process or of another one, before it is a <see cref="TimeoutException"/>; 30 seconds
    /// unless set. Readers wait for nobody.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than nothing, or to more than a day.</exception>
    public TimeSpan BusyTimeout
    {
        get => _busyTimeout;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(BusyTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1), nameof(BusyTimeout));
            _busyTimeout = value;
        }
    }

    /// <summary>
    /// Whether words are indexed for searches. Null, the default, leaves it as the file has it, and indexes them in a new file. Where the file
    /// has it otherwise, opening it builds or drops the index. Without one a search reads every grain that its filter matches.
    /// </summary>
    public bool? IndexText { get; init; }

    /// <summary>
    /// Namespaces whose sealed grains are searched too, where the store has the keys when they are put. <b>Their words then stand in the file
    /// in the clear</b>: whoever has the file reads them without any key, and destroying the key of a person does not remove them. An erasure
    /// of the person in this store does; copies and backups of the file keep them. Empty by default: nothing of a sealed grain's text is in
    /// the index.
    /// </summary>
    public IReadOnlySet<string> SealedTextNamespaces { get; init; } = new HashSet<string>();

    /// <summary>Memory for pages of the file, in bytes, for the writer; each reader has a quarter of it. 64 MiB unless set, at least 1 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 1 MiB.</exception>
    public long CacheBytes
    {
        get => _cacheBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1 << 20, nameof(CacheBytes));
            _cacheBytes = value;
        }
    }
}
