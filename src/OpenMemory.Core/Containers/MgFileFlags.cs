namespace OpenMemory;

/// <summary>The flags of a <c>.mg</c> file (§11.3).</summary>
[Flags]
public enum MgFileFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Grains ascend by <c>created_at</c>.</summary>
    Sorted = 0x01,

    /// <summary>No address occurs twice.</summary>
    Deduplicated = 0x02,

    /// <summary>The grain region is one compressed frame.</summary>
    Compressed = 0x04,

    /// <summary>A section that the specification leaves undefined; never written, ignored when reading .</summary>
    FieldMapIncluded = 0x08,

    /// <summary>An index manifest follows the grain region.</summary>
    HasIndexManifest = 0x10,
}
