namespace OpenMemory.Supersession;

/// <summary>What is wrong with a supersession chain, which only imported data can bring about.</summary>
public enum ChainFaultKind : byte
{
    /// <summary>The index names a successor that is not here.</summary>
    MissingSuccessor,

    /// <summary>Following successors comes back to a grain of the chain.</summary>
    Cycle,

    /// <summary>A grain says to replace one that is not here: its history begins elsewhere.</summary>
    MissingPredecessor,

    /// <summary>The index names a successor that does not itself name the grain .</summary>
    Unproven,
}
