namespace OpenMemory;

/// <summary>The header's flag bits 0–5 (§3.1); the sensitivity in bits 6–7 stands apart.</summary>
[Flags]
public enum GrainFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>The grain is delivered inside a COSE_Sign1 envelope.</summary>
    Signed = 0x01,

    /// <summary>The payload is sealed .</summary>
    Encrypted = 0x02,

    /// <summary>The payload was compressed before it was sealed .</summary>
    Compressed = 0x04,

    /// <summary>The payload has a non-empty <c>content_refs</c>.</summary>
    HasContentRefs = 0x08,

    /// <summary>The payload has a non-empty <c>embedding_refs</c>.</summary>
    HasEmbeddingRefs = 0x10,

    /// <summary>The payload is CBOR.</summary>
    Cbor = 0x20,
}
