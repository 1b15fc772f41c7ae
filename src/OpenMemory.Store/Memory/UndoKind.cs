namespace OpenMemory.Store;

/// <summary>What an <see cref="UndoStep"/> puts back. What was appended needs no step: lists are cut to their former length.</summary>
internal enum UndoKind : byte
{
    Entry,
    Removal,
    Vector,
    Operation,
    Metadata,
    Content,
    Tier,
}
