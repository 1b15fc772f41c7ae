namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private ValueTask<RetentionReport> ApplyRetentionCoreAsync(RetentionPolicy policy, RetentionOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        WriteChecks.Check(options);
        RetentionOptions chosen = options ?? new();
        EpochMilliseconds now = Now;
        RetentionRun run;
        using (IStoreReader reader = _backend.BeginRead()) run = new(reader, policy, chosen, now);
        if (!chosen.IsDryRun) BeginRest(run);
        List<ContentAddress> due = new(BatchSize);
        bool hasResidue = false;
        try
        {
            while (ReadBatch(run, due, cancellationToken))
            {
                if (due.Count > 0) WriteBatch(run, due);
            }
        }
        finally
        {
            if (run.HasRemoved) hasResidue = !TryScrub();
        }
        return new(run.Report() with { ResidueRemains = hasResidue });
    }

    /// <summary>
    /// Reads on in the feed, which has every grain once and in an order that nothing moves, so that no list of the whole store is needed;
    /// what would change is judged again when it is written.
    /// </summary>
    private bool ReadBatch(RetentionRun run, List<ContentAddress> due, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        due.Clear();
        using IStoreReader reader = _backend.BeginRead();
        IReadOnlyList<GrainChange> changes = run.ReadNext(reader, BatchSize);
        foreach (GrainChange change in changes)
        {
            if (change.Kind == GrainChangeKind.Added && reader.TryGet(change.Address, out GrainRow row) && run.Look(reader, row)) due.Add(change.Address);
        }
        return changes.Count > 0;
    }

    private void WriteBatch(RetentionRun run, List<ContentAddress> due)
    {
        using IStoreWriter writer = _backend.BeginWrite();
        EpochMilliseconds at = Now;
        Removal removal = new(writer, at, Options.KeyRing);
        RetentionCount count = run.BeginWrite(writer);
        foreach (ContentAddress address in due)
        {
            if (!writer.TryGet(address, out GrainRow row) || run.Decide(writer, row) is not { } decision) continue;
            count.Add(decision);
            if (decision.Step == RetentionStep.Remove) RemoveAged(writer, removal, row.Blob, decision.Rule.Rule, run.Options.Actor, at);
            else if (decision.Tier is { } tier) writer.SetTier(address, tier);
        }
        removal.Finish();
        run.NoteRest(writer, count);
        writer.Commit();
        run.Keep(count, removal.Reclaimed); // what was not committed was not done
    }

    private static void RemoveAged(IStoreWriter writer, Removal removal, GrainBlob grain, RetentionRule rule, string? actor, EpochMilliseconds at)
    {
        string detail = rule.Because is null ? rule.Name : $"{rule.Name}: {rule.Because}";
        removal.Add(grain, grain);
        RebuildAfter(writer, grain, at);
        ContentAddress record = AuditRecords.Write(writer, AuditRecords.RetentionEnded, grain.Address.ToString(), detail, actor, null, at);
        Audit(writer, AuditAct.RetentionEnded, at, actor, grain.Address, record: record, detail: detail);
    }

    private void BeginRest(RetentionRun run)
    {
        if (run.KnowsRest) return;
        using IStoreWriter writer = _backend.BeginWrite();
        run.StartRest(writer);
        writer.Commit();
    }
}
