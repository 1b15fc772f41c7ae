using System.Globalization;
using System.Text;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>Grains for backends, and everything that a backend says, as a text to compare.</summary>
internal static class Backends
{
    internal static GrainBlob Grain(int number, string subject = "pat", params ContentAddress[] parents) => new Fact
    {
        Subject = subject, Relation = "counted", Object = $"to {number}", CreatedAt = 1000 * number, Confidence = 1, Namespace = number % 2 == 0 ? "even" : "odd",
        DerivedFrom = parents.Length == 0 ? null : [.. parents.Select(static parent => (OmsValue)parent)],
    }.ToBlob();

    internal static GrainRow Row(GrainBlob blob, IndexEntry? entry = null, long acceptedAt = 77, ProtectionGuard guard = default) =>
        new(blob, entry ?? IndexEntry.Default, acceptedAt, guard);

    /// <summary>Inserts a grain that is not sealed, or whose inside is nobody's matter.</summary>
    internal static void Insert(this IStoreWriter writer, in GrainRow row) => writer.Insert(row, row.Blob);

    /// <summary>Writes in a scope of its own.</summary>
    internal static void Write(this MemoryBackend backend, Action<IStoreWriter> work)
    {
        using IStoreWriter writer = backend.BeginWrite();
        work(writer);
        writer.Commit();
    }

    internal static T Read<T>(this MemoryBackend backend, Func<IStoreReader, T> work)
    {
        using IStoreReader reader = backend.BeginRead();
        return work(reader);
    }

    internal static void Insert(this MemoryBackend backend, params GrainBlob[] blobs) => backend.Write(writer =>
    {
        foreach (GrainBlob blob in blobs) writer.Insert(Row(blob));
    });

    internal static AuditEntry Audit(long number) => new(number, AuditAct.Verified, number, null, null, null, null, null, default);

    /// <summary>All that readers can see, apart from vectors and the order of hash tables.</summary>
    internal static string Describe(IStoreReader reader)
    {
        StringBuilder text = new();
        foreach (ContentAddress address in reader.Addresses())
        {
            reader.TryGet(address, out GrainRow row);
            text.Append(CultureInfo.InvariantCulture, $"{address} {Convert.ToHexString(row.Blob.Delivered.Span)} {Describe(row.Entry)} {row.AcceptedAt} {row.Guard} {row.Blob.IsCanonical} {row.Tier}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {reader.SuccessorOf(address, out bool isForked)} {isForked} {reader.Contains(address)} {reader.IsDeleted(address)}\n");
        }
        foreach (GrainChange change in reader.ReadChanges(0, int.MaxValue))
            text.Append(CultureInfo.InvariantCulture, $"{change.Sequence} {change.Kind} {change.Address} {change.At} {change.Blob?.Length} {Describe(change.Entry)} {reader.IsDeleted(change.Address)}\n");
        foreach (AuditEntry entry in reader.ReadAudit(0, int.MaxValue)) text.Append(CultureInfo.InvariantCulture, $"audit {entry.Number}\n");
        foreach ((string key, string value) in reader.ScanMetadata("")) text.Append(CultureInfo.InvariantCulture, $"{key}={value}\n");
        foreach (string subject in (string[])["pat", "sam"])
        {
            QueryResult found = reader.Query(new() { Subject = subject, Status = GrainStatus.Any, Limit = 1000 });
            text.Append(CultureInfo.InvariantCulture, $"{subject} {found.Total} {string.Join(' ', found.Hits.Select(static hit => hit.Row.Blob.Address))}\n");
        }
        text.Append(reader.Statistics);
        return text.ToString();
    }

    private static string Describe(IndexEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.State} {entry.IsContradicted} {entry.IsHoldLifted} {entry.NeedsReview} {string.Join(',', entry.Rivals)}");
}
