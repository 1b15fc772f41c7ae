using System.Runtime.CompilerServices;

namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private async IAsyncEnumerable<GrainChange> ReadChangesCoreAsync(
        long after, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<GrainChange> changes;
            using (IStoreReader reader = _backend.BeginRead()) changes = reader.ReadChanges(after, BatchSize);
            foreach (GrainChange change in changes)
            {
                yield return change;
                after = change.Sequence;
            }
            if (changes.Count > 0) continue;
            if (!follow) yield break;
            await _backend.WaitForChangeAsync(after, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<AuditEntry> ReadAuditCoreAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<AuditEntry> entries;
            using (IStoreReader reader = _backend.BeginRead()) entries = reader.ReadAudit(after, BatchSize);
            foreach (AuditEntry entry in entries)
            {
                yield return entry;
                after = entry.Number;
            }
            if (entries.Count == 0) yield break;
            await Task.CompletedTask.ConfigureAwait(false);
        }
    }

    /// <summary>Appends an audit entry to those that a scope sees.</summary>
    private static void Audit(
        IStoreWriter writer, AuditAct act, EpochMilliseconds at, string? actor, ContentAddress? grain, ContentAddress? other = null,
        ContentAddress? record = null, string? detail = null) =>
        writer.AppendAudit(AuditEntry.After(writer.LastAudit, act, at, grain, other, record, actor, detail));
}
