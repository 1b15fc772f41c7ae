using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

internal sealed partial class SqliteBackend
{
    private const int CheckpointTruncate = 3;

    /// <summary>
    /// Overwrites what removed grains left: the word index is merged into one segment, which leaves their words out, the log is taken into the
    /// file and cut, and the gaps of the pages are overwritten. Freed places in the file are overwritten whenever they are freed.
    /// </summary>
    public bool TryScrub()
    {
        _isScrubDue = false; // this is it: the scopes of the next lines end here too
        bool isDone = Scrub(Options.BusyTimeout < s_longestScrub ? Options.BusyTimeout : s_longestScrub);
        _isScrubDue = !isDone;
        return isDone;
    }

    private bool Scrub(TimeSpan patience)
    {
        if (_writer is null) return true;
        try
        {
            using (WriteScope scope = BeginWriting(Options.BusyTimeout))
            {
                if (scope.Totals.Residue == Residue.None) return true;
                if (scope.Totals.Residue == Residue.Words)
                {
                    if (scope.Totals.HasTextIndex) WordIndex.Optimize(scope.Connection);
                    scope.Totals.Residue = Residue.Log;
                    scope.Commit();
                }
            }
            return TryFinishScrub(patience);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Cuts the log, overwrites the gaps of pages, and says in the file that nothing is left, where nobody wrote in between.</summary>
    private bool TryFinishScrub(TimeSpan patience)
    {
        if (!_writing.TryEnter(Options.BusyTimeout)) return false;
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!TruncateLog(patience) || OverwriteGaps(_writer!.Connection) is not { } commits) return false;
            _writer.BeginWriting();
            try
            {
                if (_writer.Totals.Residue == Residue.None) return true; // somebody else did it
                // Another process that wrote meanwhile may have put back what its cache had of a page.
                if (_writer.Totals.Residue != Residue.Log || _writer.Totals.Commits != commits) return false;
                _writer.Totals.Residue = Residue.None;
                _writer.Commit();
                return true;
            }
            finally
            {
                _writer.Abandon();
            }
        }
        finally
        {
            _writing.Exit();
        }
    }

    /// <summary>Overwrites the gaps where the whole state is in the file.</summary>
    /// <returns>The number of the commit until which nothing is left; null where the log is in use again.</returns>
    private long? OverwriteGaps(Connection connection)
    {
        connection.Run("BEGIN IMMEDIATE"); // keeps writers of other processes away; nothing is written by it
        try
        {
            if (new FileInfo(Path + "-wal") is { Exists: true, Length: > 0 }) return null;
            if (!PageGaps.TryOverwrite(FileHandles.Get(Path))) return null;
            return connection.ReadInt64("SELECT commits FROM store WHERE id = 1");
        }
        finally
        {
            connection.Run("ROLLBACK");
            connection.Execute("PRAGMA shrink_memory"); // the cache still has the gaps as they were, and would write them again
        }
    }

    /// <summary>Takes the log into the file and cuts it to nothing; not while a reader still uses an older state.</summary>
    private bool TruncateLog(TimeSpan patience)
    {
        if (!_writing.TryEnter(Options.BusyTimeout)) return false;
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            Connection connection = _writer!.Connection;
            connection.Wait(patience);
            try
            {
                int code = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", CheckpointTruncate, out _, out _);
                if ((code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED) return false;
                connection.Check(code);
                return true;
            }
            finally
            {
                connection.Wait(Options.BusyTimeout);
            }
        }
        finally
        {
            _writing.Exit();
        }
    }

    /// <summary>Tries again what an erasure could not do because somebody still read an older state; nobody waits for it.</summary>
    private void ScrubIfDue()
    {
        if (!_isScrubDue) return;
        _isScrubDue = false;
        try
        {
            _isScrubDue = !Scrub(TimeSpan.Zero);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or OmsException or ObjectDisposedException or InsufficientMemoryException)
        {
            _isScrubDue = true; // the write that came before is done all the same
        }
    }

    /// <summary>Does what a process that died left undone, and what the options want otherwise than the file has it.</summary>
    private void Reconcile()
    {
        if (_writer is null) return;
        Residue residue;
        using (WriteScope scope = BeginWriting(Options.BusyTimeout))
        {
            Totals totals = scope.Totals;
            bool wantsText = Options.IndexText ?? totals.HasTextIndex;
            bool isCurrent = totals.IndexVersion == StoreSchema.IndexVersion;
            if (!isCurrent || wantsText != totals.HasTextIndex || (wantsText && !WordIndex.ForgetsAtOnce(scope.Connection)))
            {
                IndexRebuild.Run(scope, wantsText, wordsOnly: isCurrent, null, CancellationToken.None);
                scope.Commit();
            }
            residue = totals.Residue;
        }
        _isScrubDue = residue != Residue.None;
        ScrubIfDue();
    }
}
