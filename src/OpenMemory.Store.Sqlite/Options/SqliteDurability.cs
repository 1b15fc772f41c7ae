namespace OpenMemory.Store.Sqlite;

/// <summary>What survives when the power fails. Whatever is chosen, a process that dies loses nothing that was acknowledged, and no file is
/// ever torn.</summary>
public enum SqliteDurability
{
    /// <summary>Everything that was acknowledged: each commit waits for the disk.</summary>
    Full,

    /// <summary>Everything but the last commits, of which none is half there: the disk is waited for at checkpoints only.</summary>
    Relaxed,
}
