namespace OpenMemory;

/// <summary>What a <see cref="GrainWriter"/> needs besides itself; one is kept for each thread.</summary>
internal sealed class WriterState
{
    private const int CachedNamespaces = 16, LongestCachedNamespace = 64;

    [ThreadStatic]
    private static WriterState? t_idle;

    private CborTranscoder? _cbor;
    private readonly (byte[] Namespace, ushort Hash)[] _namespaces = new (byte[], ushort)[CachedNamespaces];

    internal CanonicalWriter Writer { get; } = new();

    /// <summary>Made when a grain is first written as CBOR.</summary>
    internal CborTranscoder Cbor => _cbor ??= new();

    /// <summary>Takes the thread's state, or a new one when a writer on this thread already has it.</summary>
    internal static WriterState Rent()
    {
        WriterState state = t_idle ?? new WriterState();
        t_idle = null;
        return state;
    }

    internal void Return()
    {
        Writer.Trim();
        _cbor?.Trim();
        t_idle = this;
    }

    /// <summary>The header's namespace hash; a memory writes few namespaces many times, so the last ones are kept.</summary>
    internal ushort HashNamespace(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > LongestCachedNamespace) return GrainHeader.HashNamespace(name);
        ref (byte[] Namespace, ushort Hash) entry = ref _namespaces[(name.Length + (name[^1] * 3) + name[name.Length / 2]) % CachedNamespaces];
        if (entry.Namespace is null || !name.SequenceEqual(entry.Namespace)) entry = (name.ToArray(), GrainHeader.HashNamespace(name));
        return entry.Hash;
    }
}
