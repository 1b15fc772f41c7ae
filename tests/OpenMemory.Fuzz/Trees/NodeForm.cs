namespace OpenMemory.Fuzzing;

/// <summary>How an encoder writes a value.</summary>
internal enum NodeForm
{
    /// <summary>The one canonical form.</summary>
    Canonical,

    /// <summary>A header one step wider than needed, or a float of another width.</summary>
    Wider,

    /// <summary>Another form that the encoding has for the value: the other integer family, an indefinite length.</summary>
    Other,

    /// <summary>A length or count far beyond what follows.</summary>
    Inflated,
}
