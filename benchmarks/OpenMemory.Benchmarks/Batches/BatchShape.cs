namespace OpenMemory.Benchmarks;

/// <summary>The lengths of the blobs of a batch.</summary>
public enum BatchShape
{
    /// <summary>159 bytes each, as the specification's vector 1.</summary>
    Bytes159,

    /// <summary>1,024 bytes each.</summary>
    Bytes1024,

    /// <summary>60 to 2,000 bytes, in no order.</summary>
    Mixed60To2000,
}
