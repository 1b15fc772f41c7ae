namespace OpenMemory.Erasure;

/// <summary>What the header of a sealed grain shows. Type and sensitivity always stay, so that grains can be routed.</summary>
public enum HeaderPrivacy
{
    /// <summary>The namespace's hash (one of 65,536 values) and the second of creation stay, so that files can be filtered by them.</summary>
    Keep = 0,

    /// <summary>Both become zero.</summary>
    Blank = 1,
}
