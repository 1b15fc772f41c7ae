namespace OpenMemory.Store;

/// <summary>Attachments over a backend: named by the hash of what was given, which is verified whenever it is read (§7.1.1).</summary>
internal sealed class ContentTable : IContentTable
{
    private readonly IStoreBackend _backend;

    internal ContentTable(IStoreBackend backend) => _backend = backend;

    public ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] own = content.ToArray(); // what is named and what is kept are the same bytes, whatever the caller does meanwhile
        CasUri uri = new(ContentAddress.Compute(own));
        using IStoreWriter writer = _backend.BeginWrite();
        if (writer.TryGetContent(uri, out ReadOnlyMemory<byte> kept))
        {
            if (kept.Span.SequenceEqual(own)) return new(uri);
            writer.RemoveContent(uri); // the medium damaged it: these bytes are what it was
        }
        writer.PutContent(uri, own);
        writer.Commit();
        return new(uri);
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] copy;
        using (IStoreReader reader = _backend.BeginRead())
        {
            if (!reader.TryGetContent(uri, out ReadOnlyMemory<byte> kept)) return new((ReadOnlyMemory<byte>?)null);
            copy = kept.ToArray();
        }
        if (ContentAddress.Compute(copy) != uri.Address)
            Throw.Fault(OmsErrorCode.Integrity, "OMS-7.1.1-2", "What is kept under the name has another hash");
        return new(new ReadOnlyMemory<byte>(copy));
    }

    public ValueTask<bool> ExistsAsync(CasUri uri, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = _backend.BeginRead();
        return new(reader.TryGetContent(uri, out _));
    }
}
