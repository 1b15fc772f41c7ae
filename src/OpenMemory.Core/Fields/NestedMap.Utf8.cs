namespace OpenMemory;

internal sealed partial class NestedMap
{
    /// <summary>The kind of map whose fields an author's array holds; null where there is nothing to compact or to make a float of.</summary>
    internal static NestedMap? OfAuthorsEntries(Field field) => field == Field.ProvenanceChain ? Provenance : OfEntries(field);

    /// <summary>The field of a full name in UTF-8; see <see cref="Find(string, out bool)"/>.</summary>
    internal NestedField? Find(ReadOnlySpan<byte> name, out bool taken)
    {
        ulong prefix = CanonicalOrder.Prefix(name);
        int index = _allNames.Find(prefix, name);
        taken = index < 0 && _allKeys.Find(prefix, name) >= 0;
        return index < 0 ? null : Fields[index];
    }

    /// <summary>The full name that a stored key is read as.</summary>
    internal ReadOnlySpan<byte> Expand(ReadOnlySpan<byte> key) =>
        _allKeys.Find(CanonicalOrder.Prefix(key), key) is >= 0 and var index ? Fields[index].NameBytes : key;
}
