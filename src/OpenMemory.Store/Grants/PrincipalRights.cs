namespace OpenMemory.Store;

/// <summary>What a principal may do: the union of its live grants (OMS-12.6.2-2). Whoever has none may do nothing.</summary>
internal sealed class PrincipalRights
{
    private readonly Dictionary<string, GrantVerbs> _byNamespace = new(StringComparer.Ordinal);
    private GrantVerbs _everywhere;

    private PrincipalRights()
    {
    }

    /// <summary>The namespaces where the principal may read; null for all.</summary>
    internal IReadOnlyList<string>? Readable =>
        HasEverywhere(GrantVerbs.Read) ? null : [.. _byNamespace.Where(static entry => (entry.Value & GrantVerbs.Read) != 0).Select(static entry => entry.Key)];

    /// <summary>Reads the rights as they are now.</summary>
    internal static async ValueTask<PrincipalRights> ReadAsync(IGrainStore store, string principal, EpochMilliseconds now, CancellationToken cancellationToken)
    {
        PrincipalRights rights = new();
        await foreach (Grant grant in GrantReader.ReadAsync(store, principal, now, cancellationToken).ConfigureAwait(false)) rights.Add(grant.Object);
        return rights;
    }

    /// <summary>The verbs in a namespace in NFC; the empty one is <see cref="GrainNamespace.Shared"/>, and where it cannot be seen, only what holds everywhere counts.</summary>
    internal GrantVerbs On(string? name) =>
        name is null ? _everywhere : _everywhere | _byNamespace.GetValueOrDefault(name.Length == 0 ? GrainNamespace.Shared : name);

    internal bool Has(GrantVerbs verbs, string? name) => (On(name) & verbs) == verbs;

    internal bool HasEverywhere(GrantVerbs verbs) => (_everywhere & verbs) == verbs;

    /// <summary>Whether there is any namespace where the principal has all of some verbs.</summary>
    internal bool HasSomewhere(GrantVerbs verbs) => HasEverywhere(verbs) || _byNamespace.Keys.Any(name => Has(verbs, name));

    private void Add(GrantObject grant)
    {
        if (grant.IsEverywhere) _everywhere |= grant.Verbs;
        foreach (string name in grant.Namespaces) _byNamespace[name] = _byNamespace.GetValueOrDefault(name) | grant.Verbs;
    }
}
