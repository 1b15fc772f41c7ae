namespace OpenMemory;

/// <summary>What keeps a string of bytes from being acceptable text, gravest first.</summary>
internal enum TextFault : byte
{
    /// <summary>Nothing: the text is valid.</summary>
    None,

    /// <summary>The bytes are not well-formed UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The text holds U+FEFF.</summary>
    ByteOrderMark,

    /// <summary>The text is not in Unicode normalisation form C.</summary>
    NotNormalized,
}
