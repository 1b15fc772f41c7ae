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
            return TryFinishScrub();
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Cuts the log, overwrites the gaps of pages, and says in the file that nothing is left, where nobody wrote in between.</summary>
    private bool TryFinishScrub()
    {
        if (!_writing.TryEnter(Options.BusyTimeout)) return false;
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!TruncateLog() || OverwriteGaps(_writer!.Connection) is not { } commits) return false;
            _writer.BeginWriting();
            try
            {
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
            return connection.ReadInt64("SELECT commits FROM store");
        }
        finally
        {
            connection.Run("COMMIT");
            connection.Execute("PRAGMA shrink_memory"); // the cache still has the gaps as they were, and would write them again
        }
    }

    /// <summary>Takes the log into the file and cuts it to nothing; not while a reader still uses an older state.</summary>
    internal bool TruncateLog()
    {
        if (!_writing.TryEnter(Options.BusyTimeout)) return false;
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            Connection connection = _writer!.Connection;
            TimeSpan patience = Options.BusyTimeout < s_longestScrub ? Options.BusyTimeout : s_longestScrub;
            raw.sqlite3_busy_timeout(connection.Handle, (int)patience.TotalMilliseconds);
            try
            {
                int code = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", CheckpointTruncate, out _, out _);
                if ((code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED) return false;
                connection.Check(code);
                return true;
            }
            finally
            {
                raw.sqlite3_busy_timeout(connection.Handle, (int)Options.BusyTimeout.TotalMilliseconds);
            }
        }
        finally
        {
            _writing.Exit();
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
            if (totals.IndexVersion != StoreSchema.IndexVersion || wantsText != totals.HasTextIndex)
            {
                IndexRebuild.Run(scope, wantsText, wordsOnly: totals.IndexVersion == StoreSchema.IndexVersion, null, CancellationToken.None);
                scope.Commit();
            }
            residue = totals.Residue;
        }
        if (residue != Residue.None) TryScrub();
    }
}
