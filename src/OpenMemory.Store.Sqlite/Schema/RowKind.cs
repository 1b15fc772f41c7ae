namespace OpenMemory.Store.Sqlite;

/// <summary>A row's <c>kind</c>: the type in the low byte, and what cannot be told from an index above it.</summary>
internal static class RowKind
{
    /// <summary>There is no time in the grain.</summary>
    internal const int Timeless = 0x100;

    /// <summary>It names another grain of which it is a disclosed copy.</summary>
    internal const int Disclosed = 0x200;

    /// <summary>The delivered bytes are an envelope.</summary>
    internal const int Enveloped = 0x400;

    /// <summary>The bytes are not canonical.</summary>
    internal const int NotCanonical = 0x800;

    /// <summary>What makes a query look into the grain.</summary>
    internal const int Special = Timeless | Disclosed;

    internal static GrainType TypeOf(long kind) => (GrainType)(byte)kind;
}
