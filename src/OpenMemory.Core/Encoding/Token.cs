namespace OpenMemory;

/// <summary>One decoded value header: where it stands and, for scalars, what it holds.</summary>
internal struct Token
{
    /// <summary>The kind of value.</summary>
    internal OmsValueKind Kind;

    /// <summary>Whether an integer exceeds <see cref="long.MaxValue"/>.</summary>
    internal bool IsUnsigned;

    /// <summary>How the value is written, and everything inside it.</summary>
    internal PayloadEncoding Encoding;

    /// <summary>Offset of the value's first byte.</summary>
    internal int Start;

    /// <summary>Offset of the content of a text, byte string or container.</summary>
    internal int ContentStart;

    /// <summary>Bytes of a text or byte string; elements of an array; pairs of a map.</summary>
    internal int Length;

    /// <summary>A boolean, an integer, or the bits of a float.</summary>
    internal long Bits;
}
