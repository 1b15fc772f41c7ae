namespace OpenMemory;

/// <summary>Ways in which a grain can differ from what we write and still be read in <see cref="ReadingMode.Compatible"/> (R-26).</summary>
public enum DeviationKind
{
    /// <summary>The bytes are not the canonical ones: key order, long headers, float32, nil entries, text, full names.</summary>
    NonCanonical,

    /// <summary>Flag bit 5 is set, but the payload is MessagePack .</summary>
    Bit5SetByPeer,

    /// <summary>A field of an older version or of a peer was read as a current one (OMS-L-5).</summary>
    LegacyAliasUsed,

    /// <summary>A field stands under two names; the current key counts (OMS-6-6, OMS-L-5).</summary>
    DuplicateNameAndKey,

    /// <summary>The grain breaks the 1.6 schema of its type (OMS-L-7).</summary>
    SchemaInvalid,
}
