namespace OpenMemory.Store;

/// <summary>
/// An index entry without counters in 16 bytes. What does not fit, such as forks or a successor that is not here, stands as an object
/// beside it (<see cref="IsRare"/>).
/// </summary>
internal struct PackedEntry : IEquatable<PackedEntry>
{
    /// <summary>Statuses by number.</summary>
    internal static readonly string[] Statuses = [OpenMemory.IndexState.Unverified, OpenMemory.IndexState.Verified, OpenMemory.IndexState.Contested, OpenMemory.IndexState.Retracted];

    internal long SystemValidTo;

    /// <summary>The successor's row.</summary>
    internal int Successor;

    internal byte Status;
    internal EntryFlags Flags;

    internal readonly bool IsDefault => Flags == 0 && Status == 0;

    /// <summary>Whether the entry stands as an object.</summary>
    internal readonly bool IsRare => (Flags & EntryFlags.Rare) != 0;

    /// <summary>Whether the grain is neither superseded nor contradicted; not for rare ones.</summary>
    internal readonly bool IsCurrent => (Flags & (EntryFlags.HasSuccessor | EntryFlags.HasEnd)) == 0;

    public readonly bool Equals(PackedEntry other) =>
        SystemValidTo == other.SystemValidTo && Successor == other.Successor && Status == other.Status && Flags == other.Flags;

    public override readonly bool Equals(object? obj) => obj is PackedEntry other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(SystemValidTo, Successor, Status, Flags);
}
