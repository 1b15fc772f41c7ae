using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>Grains of a person, and every operation of a store.</summary>
internal static class TelemetrySamples
{
    internal const string Person = "customer-8821", Text = "lives in Aveiro", Actor = "anna@desk.example", Space = "caller:aveiro";

    internal static Fact Fact(string value = Text, string? mode = null) => new()
    {
        Subject = Person, Relation = "says", Object = value, Confidence = 0.5, Namespace = Space, CreatedAt = 1_768_000_000_000,
        InvalidationPolicy = mode is null ? null : new() { Mode = mode },
    };

    internal static byte[] Bytes(Grain grain) => grain.ToBlob().Memory.ToArray();

    internal static Fact After(ContentAddress old, string value) =>
        Fact(value) with { DerivedFrom = [old.ToString()], CreatedAt = 1_768_000_001_000 };

    /// <summary>A call of each operation, by the name under which it is measured; the grain is one that the store holds.</summary>
    internal static Dictionary<string, Func<IGrainStore, ContentAddress, Task>> Calls { get; } = new()
    {
        ["get"] = static async (store, grain) => await store.GetAsync(grain),
        ["get_batch"] = static async (store, grain) => await store.GetBatchAsync([grain, grain]),
        ["exists"] = static async (store, grain) => await store.ExistsAsync(grain),
        ["query"] = static async (store, _) => await store.QueryAsync(new()),
        ["search"] = static async (store, _) => await store.SearchAsync(new() { Text = "Aveiro" }),
        ["read_all"] = static async (store, _) => await store.ReadAllAsync().CountAsync(),
        ["get_head"] = static async (store, grain) => await store.GetHeadAsync(grain),
        ["get_history"] = static async (store, grain) => await store.GetHistoryAsync(grain),
        ["get_statistics"] = static async (store, _) => await store.GetStatisticsAsync(),
        ["read_changes"] = static async (store, _) => await store.ReadChangesAsync().CountAsync(),
        ["follow_changes"] = static async (store, _) => await store.ReadChangesAsync(follow: true).FirstAsync(),
        ["read_audit"] = static async (store, _) => await store.ReadAuditAsync().CountAsync(),
        ["put"] = static async (store, _) => await store.PutAsync(Bytes(Fact("another"))),
        ["put_batch"] = static async (store, _) => await store.PutBatchAsync([Bytes(Fact("one")), Bytes(Fact("two"))]),
        ["supersede"] = static async (store, grain) => await store.SupersedeAsync(grain, Bytes(After(grain, "moved"))),
        ["contradict"] = static async (store, grain) => await store.ContradictAsync(grain),
        ["verify"] = static async (store, grain) => await store.VerifyAsync(grain),
        ["lift_hold"] = static async (store, grain) => await store.LiftHoldAsync(grain),
        ["delete"] = static async (store, grain) => await store.DeleteAsync(grain),
        ["set_vector"] = static async (store, grain) => await store.SetVectorAsync(grain, new float[] { 1, 2 }),
        ["receive"] = static async (store, _) => await store.ReceiveAsync([new(Bytes(Fact("received")))]),
        ["merge_index"] = static async (store, grain) => await store.MergeIndexAsync([new(grain, new())]),
        ["report_subject"] = static async (store, _) => await store.ReportSubjectAsync(Person),
        ["erase_subject"] = static async (store, _) => await store.EraseSubjectAsync(Person),
        ["cascade_consent"] = static async (store, _) => await store.CascadeConsentAsync(),
        ["apply_retention"] = static async (store, _) => await store.ApplyRetentionAsync(new()),
        ["get_content"] = static async (store, grain) => await store.Content.GetAsync(new(grain)),
        ["put_content"] = static async (store, _) => await store.Content.PutAsync(new byte[] { 1 }),
        ["has_content"] = static async (store, grain) => await store.Content.ExistsAsync(new(grain)),
        ["get_metadata"] = static async (store, _) => await store.Metadata.GetAsync("key"),
        ["put_metadata"] = static async (store, _) => await store.Metadata.PutAsync("key", "value"),
        ["replace_metadata"] = static async (store, _) => await store.Metadata.TryReplaceAsync("key", null, "value"),
        ["delete_metadata"] = static async (store, _) => await store.Metadata.DeleteAsync("key"),
        ["scan_metadata"] = static async (store, _) => await store.Metadata.ScanAsync(""),
        ["replicate_metadata"] = static async (store, _) => await store.Metadata.ReplicateAsync("key", "value"),
        ["scan_replicated"] = static async (store, _) => await store.Metadata.ScanReplicatedAsync(),
    };
}
