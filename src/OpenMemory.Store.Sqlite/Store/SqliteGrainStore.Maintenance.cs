namespace OpenMemory.Store.Sqlite;

public sealed partial class SqliteGrainStore
{
    /// <summary>
    /// Looks for everything in the file that cannot be right: SQLite's own check of its pages, then the store's counters, entries, chains of
    /// supersessions, indexes, change feed, audit chain, attachments and vectors, all at one moment, while the store goes on working. A writer
    /// meanwhile lets the log beside the file grow. A sound answer without <paramref name="deep"/> says nothing about the bytes of grains.
    /// </summary>
    /// <param name="deep">Also reads every grain: compares it with its address, parses it, and looks for its terms and words in the indexes.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What was found. Faults are told, not thrown.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the file is so damaged that nothing of it can be read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public async Task<StoreCheckReport> CheckAsync(bool deep = false, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // long work is not the caller's thread's
        cancellationToken.ThrowIfCancellationRequested();
        RequireOpen();
        return StoreCheck.Run(Path, deep, progress, cancellationToken);
    }

    /// <summary>
    /// Copies the store into a file of its own, at one moment, while the store goes on working; neither reads nor writes wait. The copy is a
    /// store like this one. <b>What is erased here later stays in it</b>: whoever keeps backups erases in them too, or lets them expire. It
    /// appears under its name when all of it is on the disk; one that was cancelled or failed leaves nothing.
    /// </summary>
    /// <param name="path">The new file. Nothing may be there.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="IOException">There is a file with this name, the disk is full, or a file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made there.</exception>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: the store is damaged, so that no sound copy could be made.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public async Task BackupAsync(string path, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        cancellationToken.ThrowIfCancellationRequested();
        RequireOpen();
        TryScrub();
        StoreBackup.Write(Path, path, progress, cancellationToken);
    }

    /// <summary>
    /// Makes everything anew that follows from grains and their entries: terms, postings, words and counters (OMS-28.4.4-5). Grains, their
    /// entries with all that was superseded, access counters, the change feed and the audit chain stay exactly as they are. One transaction:
    /// readers see the old indexes until the new ones are there, and writers wait.
    /// </summary>
    /// <param name="progress">Told the number of grains done, of grains there are.</param>
    /// <param name="cancellationToken">Ends the work early, after which nothing has changed.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="OmsException"><c>ERR_CORRUPT</c>: a grain cannot be read.</exception>
    /// <exception cref="TimeoutException">Another writer kept the store busy.</exception>
    /// <exception cref="UnauthorizedAccessException">The store was opened for reading only.</exception>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public async Task RebuildIndexesAsync(IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        cancellationToken.ThrowIfCancellationRequested();
        using WriteScope scope = _backend.BeginWriting(_backend.Options.BusyTimeout);
        IndexRebuild.Run(scope, scope.Totals.HasTextIndex, wordsOnly: false, progress is null ? null : done => progress.Report(new(done, scope.Totals.Grains)), cancellationToken);
        scope.Commit();
    }

    /// <summary>Nothing that was removed goes along; where that fails, the copy knows it, and is scrubbed when it is opened.</summary>
    private void TryScrub()
    {
        try
        {
            _backend.TryScrub();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What cannot be written can still be copied.
        }
    }

    private void RequireOpen()
    {
        using IStoreReader reader = _backend.BeginRead(); // throws where the store is closed
    }
}
