namespace OpenMemory.Store;

/// <summary>
/// What a store keeps and how it finds it again, without any rule of OMS: those are <see cref="GrainStore"/>'s, the same over every
/// backend. Scopes begin and end on one thread, and nothing is awaited inside.
/// </summary>
internal interface IStoreBackend : IDisposable
{
    /// <summary>Begins to read: one consistent state until the scope is disposed.</summary>
    IStoreReader BeginRead();

    /// <summary>
    /// Begins to write, when no other writer is at work: reads see what was written before them in the scope. Disposing without
    /// <see cref="IStoreWriter.Commit"/> undoes everything.
    /// </summary>
    IStoreWriter BeginWrite();

    /// <summary>Counts accesses, now or a little later, or samples them (OMS-22.10-2).</summary>
    void CountAccess(ReadOnlySpan<ContentAddress> addresses, EpochMilliseconds at);

    /// <summary>
    /// Overwrites what removed grains left behind in files and indexes; called after the scope that removed them, and again by whoever
    /// wants to be sure.
    /// </summary>
    /// <returns>Whether nothing is left; not while a reader still uses a state in which they were there.</returns>
    bool TryScrub();

    /// <summary>Waits until there is a change with a number greater than this.</summary>
    Task WaitForChangeAsync(long after, CancellationToken cancellationToken);
}
