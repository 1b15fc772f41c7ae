namespace OpenMemory;

/// <summary>The parts of a <c>.mg</c> file (§11.2).</summary>
[Flags]
public enum MgFileParts : byte
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>The first 16 bytes.</summary>
    Header = 0x01,

    /// <summary>The offset index.</summary>
    Index = 0x02,

    /// <summary>The grain region.</summary>
    Grains = 0x04,

    /// <summary>The index manifest.</summary>
    Manifest = 0x08,

    /// <summary>The SHA-256 at the end.</summary>
    Footer = 0x10,
}
