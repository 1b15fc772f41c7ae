namespace OpenMemory.Fuzzing;

/// <summary>An encoding of payloads, written from its specification and without the library.</summary>
internal interface IPayloadEncoder
{
    /// <summary>The name in reports.</summary>
    string Name { get; }

    /// <summary>The header's flag for the encoding.</summary>
    GrainFlags Flag { get; }

    /// <summary>Encoded values that the encoding has and canonical form has not.</summary>
    IReadOnlyList<byte[]> ForeignValues { get; }

    /// <summary>Writes a value in its form, entries in the order in which they stand.</summary>
    void Write(Node node, ByteSink sink);

    /// <summary>The canonical order of keys.</summary>
    int CompareKeys(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);

    /// <summary>Whether a value has this form, and it is not the canonical one.</summary>
    bool Has(Node node, NodeForm form);
}
