namespace OpenMemory.Store;

/// <summary>
/// Writes grains of a store, with what its index says of them, into a <c>.mg</c> file, or into a framed stream, which has no place for
/// index state. Nothing of it counts as an access, and the store is neither locked nor changed. Use <c>DisclosureExport</c> on the file for a
/// copy that hides fields.
/// </summary>
public static partial class StoreExport
{
    /// <summary>
    /// Writes a file, which appears under its name only when it is complete. Portable index state always goes along (OMS-11.7-1); what
    /// changes while the export runs is caught up with before the file is written. Exports of the same state are the same bytes.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="path">Where the file will appear; an existing file is replaced at the end.</param>
    /// <param name="options">What is exported; the whole memory by default.</param>
    /// <param name="progress">Told the number of bytes written, now and then, when all grains have been read.</param>
    /// <param name="cancellationToken">Stops the work; the old file stays.</param>
    /// <returns>What was exported, and what could not be carried.</returns>
    /// <exception cref="OmsException">The file would pass 4 GiB without volumes, or the codec's library is not installed.</exception>
    /// <exception cref="IOException">The file cannot be written; the old file stays.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static async Task<ExportReport> ExportAsync(
        IGrainStore store, string path, ExportOptions? options = null, IProgress<MgProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // long work is not the caller's thread's
        ExportTally tally = new(options);
        using MgFileWriter writer = MgFileWriter.Create(path, options.Writer);
        long start = (await store.GetStatisticsAsync(cancellationToken).ConfigureAwait(false)).LastChange;
        await foreach (StoredGrain grain in StoreSelection.ReadAsync(store, options, cancellationToken).ConfigureAwait(false)) Add(writer, grain, tally);
        long end = (await store.GetStatisticsAsync(cancellationToken).ConfigureAwait(false)).LastChange;
        if (end > start)
        {
            await foreach (GrainChange change in store.ReadChangesAsync(start, follow: false, cancellationToken).ConfigureAwait(false))
            {
                if (change.Sequence > end) break;
                CatchUp(writer, change, options, tally);
            }
        }
        writer.Manifest = tally.ToManifest();
        MgWriteResult written = writer.Complete(progress, cancellationToken);
        return tally.ToReport(written.Count, end, writer.Manifest?.Count ?? 0, 0, written.Files);
    }

    /// <summary>
    /// Writes a framed stream and its sentinel, and sends all of it (§11.6). A stream carries no index state: the report counts whose was
    /// lost, and without <see cref="ExportOptions.IncludeHistory"/> none of it says that a grain is past.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="stream">The writer, which is not disposed of.</param>
    /// <param name="options">What is exported; what concerns files and state is not used.</param>
    /// <param name="cancellationToken">Ends the work; the stream stays truncated.</param>
    /// <returns>What was exported, and what could not be carried.</returns>
    /// <exception cref="IOException">The other side no longer reads.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static async Task<ExportReport> ExportAsync(
        IGrainStore store, GrainStreamWriter stream, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new();
        ExportTally tally = new(options);
        long start = (await store.GetStatisticsAsync(cancellationToken).ConfigureAwait(false)).LastChange;
        await foreach (StoredGrain grain in StoreSelection.ReadAsync(store, options, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await stream.WriteAsync(grain.Blob, cancellationToken).ConfigureAwait(false);
                tally.Add(grain);
            }
            catch (OmsException exception)
            {
                tally.Refuse(grain, exception.Fault); // larger than a frame of this stream may be
            }
        }
        await stream.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return tally.ToReport(null, start, 0, tally.PortableStates, []);
    }

    private static void CatchUp(MgFileWriter writer, GrainChange change, ExportOptions options, ExportTally tally)
    {
        if (change.Kind == GrainChangeKind.Removed) tally.Delete(change.Address);
        else if (change.Kind == GrainChangeKind.EntryChanged) tally.SetState(change.Address, change.Entry.State);
        else if (change.Blob is { } blob && options is { Query: null, IncludeHistory: true })
            Add(writer, new(blob, change.Entry, change.At), tally); // or it was read already, which the writer sees
    }

    private static void Add(MgFileWriter writer, StoredGrain grain, ExportTally tally)
    {
        try
        {
            writer.Add(grain.Blob);
        }
        catch (OmsException exception)
        {
            tally.Refuse(grain, exception.Fault); // compressed by another writer, or without the envelope that it needs
            return;
        }
        tally.Add(grain);
    }
}
