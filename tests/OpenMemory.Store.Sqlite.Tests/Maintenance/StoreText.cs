using System.Globalization;
using System.Text;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>All of a store as a text: grains with their entries and counters, history, audit chain, rows.</summary>
internal static class StoreText
{
    internal static async Task<string> Of(SqliteGrainStore store)
    {
        StringBuilder text = new();
        text.AppendLine((await store.GetStatisticsAsync()).ToString());
        await foreach (StoredGrain grain in store.ReadAllAsync())
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{grain.Address} {grain.AcceptedAt} {grain.Tier} {grain.Entry} {string.Join(',', grain.Entry.Rivals)}"));
        await foreach (GrainChange change in store.ReadChangesAsync())
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{change.Sequence} {change.Kind} {change.Address} {change.At} {change.Entry}"));
        await foreach (AuditEntry entry in store.ReadAuditAsync()) text.AppendLine(entry.Hash.ToString());
        foreach ((string key, string value) in await store.Metadata.ScanAsync("")) text.AppendLine($"{key}={value}");
        return text.ToString();
    }
}
