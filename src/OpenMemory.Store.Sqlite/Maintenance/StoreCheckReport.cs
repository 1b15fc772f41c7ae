namespace OpenMemory.Store.Sqlite;

/// <summary>What a check of a store found, and how much it looked at; all of one moment.</summary>
public sealed class StoreCheckReport
{
    /// <summary>Whether nothing is wrong, as far as the check looked.</summary>
    public bool IsSound => Faults.Count == 0;

    /// <summary>Whether every grain was read, compared with its address, parsed, and looked for in the indexes.</summary>
    public bool IsDeep { get; internal init; }

    /// <summary>What is wrong, at most 1000 faults.</summary>
    public IReadOnlyList<StoreFault> Faults { get; internal init; } = [];

    /// <summary>Whether there were more.</summary>
    public bool HasMoreFaults { get; internal init; }

    /// <summary>Grains that were looked at, history included.</summary>
    public long Grains { get; internal init; }

    /// <summary>Changes that were looked at.</summary>
    public long Changes { get; internal init; }

    /// <summary>Entries of the audit chain that were looked at.</summary>
    public long AuditEntries { get; internal init; }

    /// <summary>Attachments whose hash was compared with their name.</summary>
    public long Contents { get; internal init; }

    /// <summary>Vectors that were looked at.</summary>
    public long Vectors { get; internal init; }
}
