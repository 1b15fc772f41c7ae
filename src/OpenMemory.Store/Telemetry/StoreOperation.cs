namespace OpenMemory.Store;

/// <summary>An operation as telemetry names it.</summary>
internal sealed class StoreOperation
{
    private static readonly List<StoreOperation> s_all = [];

    internal static readonly StoreOperation
        Get = new("get"), GetBatch = new("get_batch"), Exists = new("exists"), Query = new("query"), Search = new("search"),
        ReadAll = new("read_all"), GetHead = new("get_head"), GetHistory = new("get_history"), GetStatistics = new("get_statistics"),
        ReadChanges = new("read_changes"), FollowChanges = new("follow_changes"), ReadAudit = new("read_audit"),
        Put = new("put", isWrite: true), PutBatch = new("put_batch", isWrite: true), Supersede = new("supersede", isWrite: true),
        Contradict = new("contradict", isWrite: true), Verify = new("verify", isWrite: true), LiftHold = new("lift_hold", isWrite: true),
        Delete = new("delete", isWrite: true), SetVector = new("set_vector"), Receive = new("receive", isWrite: true), MergeIndex = new("merge_index"),
        ReportSubject = new("report_subject"), EraseSubject = new("erase_subject"), CascadeConsent = new("cascade_consent"), ApplyRetention = new("apply_retention"),
        GetContent = new("get_content"), PutContent = new("put_content"), HasContent = new("has_content"),
        GetMetadata = new("get_metadata"), PutMetadata = new("put_metadata"), ReplaceMetadata = new("replace_metadata"),
        DeleteMetadata = new("delete_metadata"), ScanMetadata = new("scan_metadata"), ReplicateMetadata = new("replicate_metadata"),
        ScanReplicated = new("scan_replicated");

    private StoreOperation(string name, bool isWrite = false)
    {
        (Name, ActivityName, IsWrite) = (name, "openmemory.store." + name, isWrite);
        s_all.Add(this);
    }

    /// <summary>All operations.</summary>
    internal static IReadOnlyList<StoreOperation> All => s_all;

    /// <summary>The attribute <c>operation</c>.</summary>
    internal string Name { get; }

    /// <summary>The name of its activities.</summary>
    internal string ActivityName { get; }

    /// <summary>Whether it answers with a <see cref="WriteResult"/>, of which a caller may want to know why nothing was done.</summary>
    internal bool IsWrite { get; }
}
