namespace OpenMemory.Fuzzing;

/// <summary>The kinds of value in a tree; <see cref="Raw"/> is bytes that stand for themselves.</summary>
internal enum NodeKind
{
    Null,
    Boolean,
    Integer,
    Float,
    Text,
    Bytes,
    Array,
    Map,
    Raw,
}
