using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Cli.Demo;

/// <summary>What the store did, in its audit chain, and whether anybody could change that without its showing.</summary>
internal sealed class AuditTrail
{
    /// <summary>How many acts are recorded.</summary>
    internal int Entries { get; private init; }

    /// <summary>How many of them fit to the one before, as far as the chain is whole.</summary>
    internal int Fitting { get; private init; }

    /// <summary>How many show when they are changed, and when they are left out.</summary>
    internal int FoundChanged { get; private init; }

    internal int FoundMissing { get; private init; }

    internal bool IsComplete => Entries > 0 && Fitting == Entries && FoundChanged == Entries && FoundMissing == Entries;

    /// <summary>Plays it.</summary>
    internal static AuditTrail Play(SqliteGrainStore store)
    {
        AuditEntry[] entries = [.. store.ReadAuditAsync().ToBlockingEnumerable()];
        ContentAddress newest = entries.Length == 0 ? default : entries[^1].Hash; // as somebody else would keep it
        return new AuditTrail
        {
            Entries = entries.Length,
            Fitting = IsWhole(entries, newest) ? entries.Length : 0,
            FoundChanged = entries.Count(entry => !IsWhole([.. entries.Select(other => other == entry ? other with { Actor = "nobody" } : other)], newest)),
            FoundMissing = entries.Count(entry => !IsWhole([.. entries.Where(other => other != entry)], newest)),
        };
    }

    private static bool IsWhole(AuditEntry[] entries, ContentAddress newest) =>
        !AuditChain.VerifyAsync(entries.ToAsyncEnumerable()).Wait().IsFault && (entries.Length == 0 ? default : entries[^1].Hash) == newest;
}
