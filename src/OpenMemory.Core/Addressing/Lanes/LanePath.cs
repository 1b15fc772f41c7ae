namespace OpenMemory;

/// <summary>How many blobs are hashed side by side.</summary>
internal enum LanePath
{
    /// <summary>One after the other, by the platform's SHA-256.</summary>
    Platform = 1,

    /// <summary>Eight, with AVX2.</summary>
    Lanes8 = 8,

    /// <summary>Sixteen, with AVX-512.</summary>
    Lanes16 = 16,
}
