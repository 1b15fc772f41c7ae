namespace OpenMemory;

/// <summary>How two files differ in a grain.</summary>
public enum MgDifferenceKind
{
    /// <summary>Only the first file holds it.</summary>
    OnlyInFirst,

    /// <summary>Only the second file holds it.</summary>
    OnlyInSecond,

    /// <summary>Both hold it, and their manifests give it different states.</summary>
    State,
}
