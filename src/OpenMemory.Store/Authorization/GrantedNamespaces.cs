namespace OpenMemory.Store;

/// <summary>Narrows questions to what a principal may read.</summary>
internal static class GrantedNamespaces
{
    /// <summary>The same question about readable grains; null where there are none that could match.</summary>
    internal static GrainQuery? Narrow(GrainQuery query, PrincipalRights rights)
    {
        if (rights.Readable is not { } readable) return query;
        List<string> allowed = [.. readable];
        if (allowed.Contains(GrainNamespace.Shared)) allowed.Add(""); // grains without a namespace belong to it
        if (query.Namespaces is { } asked) allowed = [.. allowed.Intersect(asked.Select(static name => Nfc.Normalized(name ?? "")))];
        return allowed.Count == 0 ? null : query with { Namespaces = allowed };
    }

    /// <summary>Whether a principal may read a grain; a sealed one only where it may read everything.</summary>
    internal static bool CanRead(this PrincipalRights rights, GrainBlob grain) => rights.Has(GrantVerbs.Read, GrainNamespace.Of(grain.View()));
}
