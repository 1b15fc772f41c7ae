using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>How one change is undone: what was there before.</summary>
internal struct UndoStep
{
    internal UndoKind Kind;
    internal RowFlags Flags;
    internal ProtectionGuard Guard;
    internal int Row;
    internal PackedEntry Entry;
    internal AccessCounter Counter;
    internal IndexEntry? Rare;
    internal CasUri Content;
    internal string? Key;

    /// <summary>The former value; null for none.</summary>
    internal object? Old;
}
