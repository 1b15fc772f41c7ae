namespace OpenMemory;

/// <summary>How strictly bytes are read .</summary>
public enum ReadingMode
{
    /// <summary>
    /// Refuses whatever a canonical writer would not have made, because accepting it would let two addresses name one
    /// content. The default.
    /// </summary>
    Canonical,

    /// <summary>
    /// For importing and repairing other people's bytes: tolerates what the ruling lists, reports each deviation, and keeps
    /// the bytes and their address. Duplicate keys, invalid UTF-8, truncation and the like are refused all the same.
    /// </summary>
    Compatible,
}
