using System.Globalization;
using System.Text;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Conformance;

/// <summary>Everything that can be seen of a store, access counters aside: two images are equal where nothing changed between them.</summary>
internal static class StoreImage
{
    internal static async Task<string> Of(IGrainStore store)
    {
        StringBuilder image = new();
        StoreStatistics statistics = await store.GetStatisticsAsync();
        image.AppendLine(statistics.ToString());
        SortedSet<ContentAddress> addresses = [];
        await foreach (GrainChange change in store.ReadChangesAsync())
        {
            image.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{change.Sequence} {change.Kind} {change.Address} {change.At} {WithoutCounters(change.Entry)}"));
            addresses.Add(change.Address);
        }
        foreach (ContentAddress address in addresses)
        {
            SupersessionChain? chain = await store.GetHistoryAsync(address);
            bool isHere = await store.ExistsAsync(address);
            image.AppendLine($"{address} {isHere} {chain?.Head} {Format(chain?.Find(address)?.Entry)}");
        }
        await foreach (AuditEntry entry in store.ReadAuditAsync()) image.AppendLine(entry.Hash.ToString());
        foreach ((string key, string value) in await store.Metadata.ScanAsync("")) image.AppendLine($"{key}={value}");
        return image.ToString();
    }

    internal static IndexEntry WithoutCounters(IndexEntry entry) => entry with { State = entry.State with { AccessCount = 0, LastAccessedAt = null } };

    private static string Format(IndexEntry? entry) => entry is null ? "-" : $"{WithoutCounters(entry)} {string.Join(',', entry.Rivals)}";
}
