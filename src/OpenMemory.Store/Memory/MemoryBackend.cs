namespace OpenMemory.Store;

/// <summary>Grains in arrays, found by hash tables.</summary>
internal sealed class MemoryBackend : IStoreBackend
{
    public IStoreReader BeginRead() => throw new NotImplementedException();

    public IStoreWriter BeginWrite() => throw new NotImplementedException();

    public void CountAccess(ReadOnlySpan<ContentAddress> addresses, EpochMilliseconds at) => throw new NotImplementedException();

    public Task WaitForChangeAsync(long after, CancellationToken cancellationToken) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
