using System.Diagnostics.CodeAnalysis;

namespace OpenMemory.Store.Sqlite;

/// <summary>A store's file that SQLite can read and that still cannot be right.</summary>
internal static class StoreDamage
{
    [DoesNotReturn]
    internal static void Throw(string what) =>
        throw new OmsException(new OmsFault(OmsErrorCode.Corrupt, "OMS-17.3-1", $"The store's file is damaged: {what}"));
}
