namespace OpenMemory.Store;

/// <summary>Whether a Consent still carries what is done in its name.</summary>
internal enum ConsentStanding : byte
{
    /// <summary>It was withdrawn, or withdraws itself.</summary>
    Withdrawn,

    /// <summary>Something took its place that cannot be read, or is gone, and may be a withdrawal.</summary>
    Unknown,

    /// <summary>Nothing withdrew it.</summary>
    Standing,
}
