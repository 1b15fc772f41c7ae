namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    /// <summary>Takes in grains that were read before; as <see cref="ReceiveAsync(IReadOnlyList{ReceivedBytes}, CancellationToken)"/>, in the same order.</summary>
    internal ValueTask<IReadOnlyList<WriteResult>> ReceiveReadAsync(IReadOnlyList<ReceivedGrain> read, CancellationToken cancellationToken) =>
        _watch.RunAsync(StoreOperation.Receive, (store: this, read, cancellationToken),
            static x => x.store.ReceiveCoreAsync(x.read, x.cancellationToken), OperationEnd.Of);

    private ValueTask<IReadOnlyList<WriteResult>> ReceiveCoreAsync(IReadOnlyList<ReceivedBytes> received, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(received);
        ReceivedBytes[] given = [.. received];
        ReceivedGrain[] grains = new ReceivedGrain[given.Length];
        GrainChunks.Run(grains.Length, Options.Cores, (from, to) => Read(given, grains, from, to, cancellationToken), cancellationToken);
        return ReceiveCoreAsync(grains, cancellationToken);
    }

    private ValueTask<IReadOnlyList<WriteResult>> ReceiveCoreAsync(IReadOnlyList<ReceivedGrain> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WriteResult[] results = new WriteResult[read.Count];
        using IStoreWriter writer = _backend.BeginWrite();
        EpochMilliseconds now = Now;
        bool isChanged = false;
        HashSet<ContentAddress> recommendations = []; // each is rebuilt once, however many steps of it came
        for (int i = 0; i < results.Length; i++)
        {
            if (read[i].Blob is not { } grain)
            {
                results[i] = WriteResult.Refused(read[i].Fault);
                continue;
            }
            WriteOutcome outcome = writer.IsDeleted(grain.Address) ? WriteOutcome.Deleted
                : writer.Contains(grain.Address) ? WriteOutcome.Existing
                : WriteOutcome.Done;
            results[i] = new() { Outcome = outcome, Address = grain.Address, Warnings = read[i].Warnings };
            if (outcome != WriteOutcome.Done) continue;
            if (Add(writer, grain, grain, null, now) is { } recommendation) recommendations.Add(recommendation);
            NoteGrant(writer, AuditAct.Granted, grain, null, null, now);
            isChanged = true;
        }
        foreach (ContentAddress recommendation in recommendations) RebuildStatus(writer, recommendation, now);
        if (isChanged) writer.Commit();
        return new(results);
    }

    /// <summary>Copies and reads some of many; neighbours that are to be read in the same way are read together.</summary>
    private static void Read(ReceivedBytes[] given, ReceivedGrain[] grains, int from, int to, CancellationToken cancellationToken)
    {
        for (int i = from; i < to; i++) grains[i] = new(given[i].Delivered.ToArray());
        while (from < to)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = from + 1;
            while (end < to && given[end].ReadOptions == given[from].ReadOptions) end++;
            ReceivedGrain.ReadAll(grains.AsSpan(from, end - from), given[from].ReadOptions);
            from = end;
        }
    }
}
