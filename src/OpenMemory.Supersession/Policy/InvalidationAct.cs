namespace OpenMemory.Supersession;

/// <summary>What is about to be done to a grain (§23.1, §23.2).</summary>
public enum InvalidationAct : byte
{
    /// <summary>Another grain takes its place.</summary>
    Supersession,

    /// <summary>It is flagged as contradicted.</summary>
    Contradiction,

    /// <summary>It is deleted, erased or forgotten.</summary>
    Erasure,
}
