using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>Attachments over a backend: named by the hash of what was given, which is verified whenever it is read (§7.1.1).</summary>
internal sealed class ContentTable(IStoreBackend backend, UserKeyRing? ring) : IContentTable
{
    public ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] own = content.ToArray(); // what is named and what is kept are the same bytes, whatever the caller does meanwhile
        CasUri uri = new(ContentAddress.Compute(own));
        using IStoreWriter writer = backend.BeginWrite();
        if (writer.TryGetContent(uri, out ReadOnlyMemory<byte> kept))
        {
            if (kept.Span.SequenceEqual(own)) return new(uri);
            writer.RemoveContent(uri); // the medium damaged it: these bytes are what it was
        }
        writer.PutContent(uri, own);
        writer.Commit();
        return new(uri);
    }

    public ValueTask<CasUri> PutAsync(ReadOnlyMemory<byte> content, string userId, CancellationToken cancellationToken = default)
    {
        SealedAttachments theirs = Of(userId);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] closed = ring!.SealBlob(userId, content.ToArray(), out ContentAddress address);
        CasUri uri = new(address);
        CasUri[] rows = theirs.RowsOf(uri);
        if (IsKept(theirs, uri, rows[0])) return new(uri);
        using IStoreWriter writer = backend.BeginWrite();
        foreach (CasUri row in rows) writer.RemoveContent(row); // under an older master key, or damaged
        writer.PutContent(rows[0], closed);
        writer.Commit();
        return new(uri);
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] copy;
        using (IStoreReader reader = backend.BeginRead())
        {
            if (!reader.TryGetContent(uri, out ReadOnlyMemory<byte> kept) || SealedAttachments.IsRow(uri, kept.Span)) return new((ReadOnlyMemory<byte>?)null);
            copy = kept.ToArray();
        }
        if (ContentAddress.Compute(copy) != uri.Address)
            Throw.Fault(OmsErrorCode.Integrity, "OMS-7.1.1-2", "What is kept under the name has another hash");
        return new(new ReadOnlyMemory<byte>(copy));
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(CasUri uri, string userId, CancellationToken cancellationToken = default)
    {
        SealedAttachments theirs = Of(userId);
        cancellationToken.ThrowIfCancellationRequested();
        byte[]? kept;
        using (IStoreReader reader = backend.BeginRead()) kept = theirs.Find(reader, uri);
        byte[]? opened = kept is null ? null : theirs.Open(uri, kept);
        return new(opened is null ? (ReadOnlyMemory<byte>?)null : new ReadOnlyMemory<byte>(opened)); // null as an array would be no bytes
    }

    public ValueTask<bool> ExistsAsync(CasUri uri, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using IStoreReader reader = backend.BeginRead();
        return new(reader.TryGetContent(uri, out ReadOnlyMemory<byte> kept) && !SealedAttachments.IsRow(uri, kept.Span));
    }

    public ValueTask<bool> ExistsAsync(CasUri uri, string userId, CancellationToken cancellationToken = default)
    {
        SealedAttachments theirs = Of(userId);
        cancellationToken.ThrowIfCancellationRequested();
        bool isHere;
        using (IStoreReader reader = backend.BeginRead()) isHere = theirs.Find(reader, uri) is not null;
        return new(isHere && !theirs.IsDestroyed);
    }

    /// <summary>Whether a row is there and opens; what does not is sealed anew.</summary>
    private bool IsKept(SealedAttachments theirs, CasUri uri, CasUri row)
    {
        byte[] copy;
        using (IStoreReader reader = backend.BeginRead())
        {
            if (!reader.TryGetContent(row, out ReadOnlyMemory<byte> kept)) return false;
            copy = kept.ToArray();
        }
        try
        {
            return theirs.Open(uri, copy) is not null;
        }
        catch (OmsException)
        {
            return false;
        }
    }

    private SealedAttachments Of(string userId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userId);
        WriteChecks.UserId(userId, nameof(userId));
        return new(ring ?? throw new InvalidOperationException("The store has no key ring, so nothing can be sealed or opened here."), userId);
    }
}
