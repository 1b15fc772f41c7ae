namespace OpenMemory.Store;

public abstract partial class GrainStore
{
    private ValueTask<IReadOnlyList<WriteResult>> ReceiveCoreAsync(IReadOnlyList<ReceivedBytes> received, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(received);
        WriteResult[] results = new WriteResult[received.Count];
        GrainBlob?[] grains = new GrainBlob?[received.Count];
        for (int i = 0; i < grains.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            grains[i] = Read(received[i], out results[i]);
        }
        using IStoreWriter writer = _backend.BeginWrite();
        EpochMilliseconds now = Now;
        bool isChanged = false;
        HashSet<ContentAddress> recommendations = []; // each is rebuilt once, however many steps of it came
        for (int i = 0; i < grains.Length; i++)
        {
            if (grains[i] is not { } grain) continue;
            WriteOutcome outcome = writer.IsDeleted(grain.Address) ? WriteOutcome.Deleted
                : writer.Contains(grain.Address) ? WriteOutcome.Existing
                : WriteOutcome.Done;
            results[i] = results[i] with { Outcome = outcome, Address = grain.Address };
            if (outcome != WriteOutcome.Done) continue;
            if (Add(writer, grain, grain, null, now) is { } recommendation) recommendations.Add(recommendation);
            NoteGrant(writer, AuditAct.Granted, grain, null, null, now);
            isChanged = true;
        }
        foreach (ContentAddress recommendation in recommendations) RebuildStatus(writer, recommendation, now);
        if (isChanged) writer.Commit();
        return new(results);
    }

    /// <summary>Reads a grain as it came; what the Compatible mode put up with becomes warnings (OMS-28.4-7).</summary>
    private static GrainBlob? Read(in ReceivedBytes received, out WriteResult result)
    {
        byte[] bytes = received.Delivered.ToArray();
        GrainReadOptions options = received.ReadOptions with { InsideEnvelope = false };
        Tolerance? tolerance = options.Mode == ReadingMode.Compatible ? new() : null;
        if (!DeliveredGrain.TryParse(bytes, options, tolerance, null, out GrainView view, out OmsFault fault))
        {
            result = WriteResult.Refused(fault);
            return null;
        }
        result = new() { Warnings = tolerance is { Count: > 0 } ? [.. tolerance.Listed.Select(static mark => mark.Fault)] : null };
        return GrainBlob.AdoptDelivered(bytes, view.IsCanonical);
    }
}
