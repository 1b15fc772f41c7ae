namespace OpenMemory;

/// <summary>One entry of a map being written: its key's order and where its bytes stand.</summary>
internal struct MapEntry
{
    /// <summary>The key's first eight bytes, see <see cref="CanonicalOrder"/>.</summary>
    internal ulong Prefix;

    /// <summary>Offsets in the writer's buffer: key header, key text, value, end.</summary>
    internal int Start, KeyStart, ValueStart, End;

    /// <summary>The field's slot in the grain's type; -1 for other keys.</summary>
    internal int Slot;
}
