using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>Changes to a backend that become visible all at once.</summary>
internal interface IStoreWriter : IStoreReader
{
    /// <summary>Adds a grain that is not here and was not deleted. The feed tells it.</summary>
    /// <param name="row">The grain as it is kept.</param>
    /// <param name="readable">What it says: of a sealed grain that could be opened, what was sealed.</param>
    void Insert(in GrainRow row, GrainBlob readable);

    /// <summary>Replaces the entry and guard of a grain that is here. The feed tells it where the entry differs in more than counters.</summary>
    void SetEntry(in ContentAddress address, IndexEntry entry, ProtectionGuard guard, EpochMilliseconds at);

    /// <summary>Removes a grain and overwrites its bytes; its address stays refused. The feed tells it.</summary>
    void Remove(in ContentAddress address, EpochMilliseconds at);

    /// <summary>Moves a grain that is here to another tier. That is no change of the grain: the feed does not tell it.</summary>
    void SetTier(in ContentAddress address, StorageTier tier);

    /// <summary>Keeps a vector for a grain that is here; empty removes it.</summary>
    void SetVector(in ContentAddress address, ReadOnlySpan<float> vector);

    /// <summary>Appends an audit entry.</summary>
    void AppendAudit(AuditEntry entry);

    /// <summary>Remembers what an operation came to.</summary>
    void RememberOperation(string operationId, in WriteResult result);

    /// <summary>Writes a metadata row; null removes it.</summary>
    void SetMetadata(string key, string? value);

    /// <summary>Keeps an attachment; nothing happens where it is here.</summary>
    void PutContent(CasUri uri, ReadOnlySpan<byte> content);

    /// <summary>Destroys an attachment.</summary>
    void RemoveContent(CasUri uri);

    /// <summary>Makes everything that was written durable and visible, or fails and undoes it.</summary>
    void Commit();
}
