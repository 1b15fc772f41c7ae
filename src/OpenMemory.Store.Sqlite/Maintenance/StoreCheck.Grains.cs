using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite;

internal sealed partial class StoreCheck
{
    private readonly SuccessorGraph _graph = new();

    private void CheckGrains()
    {
        using (Statement both = _connection.Use("SELECT g.address FROM grains g JOIN deleted d ON d.address = g.address OR d.id = g.id LIMIT 100"))
        {
            while (Next(both)) Add(StoreFaultKind.Grain, "a grain is here and among the deleted ones", both.Address(0));
        }
        using (Statement select = _connection.Use("SELECT id, address, shelf, kind, created_at, entry FROM grains"))
        {
            while (Next(select)) CheckGrain(select);
        }
        foreach (long id in _graph.FindCycle(_cancellationToken)) Add(StoreFaultKind.Entry, "a grain is its own successor, over some steps", GrainTable.ReadAddress(_connection, id));
    }

    private void CheckGrain(Statement select)
    {
        _grains++;
        if (select.Blob(1).Length != ContentAddress.SizeInBytes)
        {
            Add(StoreFaultKind.Grain, "an address has another length");
            return;
        }
        ContentAddress address = select.Address(1);
        long shelf = select.Int64(2);
        IndexEntry entry = IndexEntry.Default;
        try
        {
            entry = EntryBytes.Read(select.Blob(5));
        }
        catch (OmsException damage) when (damage.Code == OmsErrorCode.Corrupt)
        {
            Add(StoreFaultKind.Entry, damage.Fault.Message, address);
        }
        if (shelf is < 0 or >= Shelf.Count) Add(StoreFaultKind.Grain, "a grain stands on an unknown shelf", address);
        else if (Shelf.IsCurrent((int)shelf) != entry.IsCurrent) Add(StoreFaultKind.Entry, "a grain stands among the current ones and is none, or the other way round", address);
        foreach (ContentAddress successor in entry.Successors())
        {
            if (FindGrain(successor) is { } next) _graph.Add(select.Int64(0), next); // imports may name one that is not here
        }
        if (_deep) CheckBytes(select.Int64(0), address, (int)shelf, select.Int64(3), select.Int64(4));
    }

    private long? FindGrain(in ContentAddress address)
    {
        using Statement find = _connection.Use("SELECT id FROM grains WHERE address = ?1");
        return find.Bind(1, address).Step() ? find.Int64(0) : null;
    }

    /// <summary>Whether the bytes are those of the address, can be read, and are what the row says of them.</summary>
    private void CheckBytes(long id, in ContentAddress address, int shelf, long kind, long createdAt)
    {
        using Statement select = _connection.Use("SELECT delivered, words FROM grains WHERE id = ?1");
        if (!select.Bind(1, id).Step()) return;
        byte[] delivered = select.Blob(0).ToArray();
        _meter?.Add(delivered.Length);
        if (StoredBytes.TryRead(delivered, address, kind, createdAt, out GrainBlob? blob, out string what))
        {
            CheckTerms(blob, new(id, shelf, kind, createdAt, default), address);
            CountWords(blob.View(), id, shelf, select.Blob(1));
            if (!blob.View().IsSealed && !select.IsNull(1)) Add(StoreFaultKind.Grain, "words are kept beside a grain that says them", address);
        }
        else Add(StoreFaultKind.Grain, what, address);
    }
}
