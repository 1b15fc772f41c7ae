using SQLitePCL;

namespace OpenMemory.Store.Sqlite;

internal sealed partial class SqliteBackend
{
    private const int CheckpointTruncate = 3;

    /// <summary>
    /// Overwrites what removed grains left: the word index is merged into one segment, which leaves their words out, and the log is taken
    /// into the file and cut. Freed places in the file itself are overwritten whenever they are freed.
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
            if (!TruncateLog()) return false;
            using WriteScope done = BeginWriting(Options.BusyTimeout);
            if (done.Totals.Residue == Residue.Log) done.Totals.Residue = Residue.None;
            else return false; // somebody removed more meanwhile
            done.Commit();
            return true;
        }
        catch (TimeoutException)
        {
            return false;
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
