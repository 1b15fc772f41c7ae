using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>Prefixes of the keys that the header is made of.</summary>
internal static class HeaderKeys
{
    internal const ulong Namespace = 0x6e73_0000_0000_0000;
    internal const ulong CreatedAt = 0x6361_0000_0000_0000;
    internal const ulong StructuralTags = 0x7461_6773_0000_0000;
    internal const ulong ContentRefs = 0x6372_0000_0000_0000;
    internal const ulong EmbeddingRefs = 0x6572_0000_0000_0000;

    /// <summary>Whether a key can be one of these: by length first, which most keys fail or a look at the prefix settles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool MayBe(ulong prefix, int length) =>
        length == 2 ? prefix is Namespace or CreatedAt or ContentRefs or EmbeddingRefs : length == 4 && prefix == StructuralTags;
}
