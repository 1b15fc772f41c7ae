namespace OpenMemory.Benchmarks;

/// <summary>What became of a row from one run to another.</summary>
public enum Verdict
{
    /// <summary>The difference is within the band.</summary>
    Same,

    /// <summary>Faster by more than the band.</summary>
    Faster,

    /// <summary>Only the newer run has it.</summary>
    New,

    /// <summary>Slower by more than the band.</summary>
    Slower,

    /// <summary>More bytes are allocated.</summary>
    MoreBytes,

    /// <summary>Only the older run has it.</summary>
    Missing,
}
