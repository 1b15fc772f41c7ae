namespace OpenMemory;

/// <summary>How thoroughly a file is verified; each level includes the ones before it.</summary>
public enum MgCheck
{
    /// <summary>Magic, version, codec, offsets. Proved whenever a file is opened.</summary>
    Geometry,

    /// <summary>The SHA-256 footer over the whole file (OMS-11.5-1).</summary>
    Checksum,

    /// <summary>The address of every grain, and that no address occurs twice where the file says so.</summary>
    Addresses,

    /// <summary>The canonical form and the schema of every grain, and their order where the file says so.</summary>
    Canonical,
}
