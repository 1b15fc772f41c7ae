namespace OpenMemory.Store;

/// <summary>One consistent state of a backend.</summary>
internal interface IStoreReader : IDisposable
{
    /// <summary>Finds a grain.</summary>
    bool TryGet(in ContentAddress address, out GrainRow row);

    /// <summary>Whether a grain is here.</summary>
    bool Contains(in ContentAddress address);

    /// <summary>Whether a grain was deleted here.</summary>
    bool IsDeleted(in ContentAddress address);

    /// <summary>The successor in a grain's entry, without the rest of it; null for none or an absent grain.</summary>
    ContentAddress? SuccessorOf(in ContentAddress address, out bool isForked);

    /// <summary>Answers a query, by <see cref="GrainMatcher"/>'s rules.</summary>
    QueryResult Query(GrainQuery query);

    /// <summary>Answers a search.</summary>
    QueryResult Search(GrainSearch search);

    /// <summary>Every grain that the selector matches, and every one that it cannot judge, in any order.</summary>
    IEnumerable<GrainRow> FindSubject(SubjectSelector selector);

    /// <summary>All addresses of grains, by ascending address, for exports.</summary>
    IEnumerable<ContentAddress> Addresses();

    /// <summary>What an earlier operation with this id came to.</summary>
    bool TryGetOperation(string operationId, out WriteResult result);

    /// <summary>The last audit entry; null where there is none.</summary>
    AuditEntry? LastAudit { get; }

    /// <summary>Reads up to some audit entries after a number.</summary>
    IReadOnlyList<AuditEntry> ReadAudit(long after, int limit);

    /// <summary>Reads up to some changes after a number.</summary>
    IReadOnlyList<GrainChange> ReadChanges(long after, int limit);

    /// <summary>A row of the metadata table.</summary>
    string? GetMetadata(string key);

    /// <summary>Rows of the metadata table by ascending key.</summary>
    IReadOnlyList<KeyValuePair<string, string>> ScanMetadata(string prefix);

    /// <summary>An attachment as it is kept, not verified.</summary>
    bool TryGetContent(CasUri uri, out ReadOnlyMemory<byte> content);

    /// <summary>Whether any grain names an attachment.</summary>
    bool IsReferenced(CasUri uri);

    /// <summary>What is here.</summary>
    StoreStatistics Statistics { get; }
}
