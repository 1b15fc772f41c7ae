namespace OpenMemory;

/// <summary>One entry of a map being written: its key's order and where its bytes stand.</summary>
internal struct MapEntry
{
    /// <summary>The key's first eight bytes, see <see cref="CanonicalOrder"/>.</summary>
    internal ulong Prefix;

    /// <summary>Where the entry begins; its end, which is not kept up to date once the entries were put in order.</summary>
    internal int Start, End;

    /// <summary>Bytes of the key, its header included.</summary>
    internal int KeySize;

    /// <summary>Bytes of the key's header.</summary>
    internal byte KeyHeader;

    /// <summary>The field's slot in the grain's type; -1 for other keys.</summary>
    internal sbyte Slot;

    internal readonly int KeyStart => Start + KeyHeader;

    internal readonly int ValueStart => Start + KeySize;
}
