namespace OpenMemory.Store;

/// <summary>Why a report or an erasure is not known to be complete (OMS-28.4.4-4).</summary>
public enum SubjectLimitKind : byte
{
    /// <summary>Sealed grains whose key is another user's, or is not here: what they say about the person cannot be seen.</summary>
    SealedGrains,

    /// <summary>Compressed grains that this store cannot read.</summary>
    CompressedGrains,

    /// <summary>Grains of unknown types, whose fields are only guessed at by their core keys.</summary>
    UnknownTypes,

    /// <summary>Grains under a litigation hold were not erased.</summary>
    Held,

    /// <summary>Consents were kept, as asked.</summary>
    ConsentsKept,

    /// <summary>The user's key was not destroyed: as asked, or because a held grain depends on it.</summary>
    KeyKept,

    /// <summary>Texts were not searched for mentions.</summary>
    MentionsNotSearched,

    /// <summary>Rows of the metadata table were not searched.</summary>
    MetadataNotSearched,

    /// <summary>The principal's grants do not allow it (§12.6): nothing was looked at, and nothing erased.</summary>
    NotAuthorized,

    /// <summary>
    /// Everything was erased, but what it left in the store's files could not be overwritten yet, because somebody still reads an older state
    /// of them, or they were busy. The next deletion does it, the next opening, or <see cref="GrainStore.ScrubAsync"/>.
    /// </summary>
    ResidueRemains,
}
