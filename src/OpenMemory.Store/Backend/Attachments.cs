using System.Text;

namespace OpenMemory.Store;

/// <summary>
/// The attachments of this memory that a grain names in <c>content_refs</c> (§7.1.1): exact <c>cas:</c> references, each as often as it
/// stands there. Walking them allocates nothing.
/// </summary>
internal ref struct Attachments
{
    private static readonly byte[] s_prefix = Encoding.ASCII.GetBytes(CasUri.Prefix);

    private FieldEnumerator _entries;

    private Attachments(FieldEnumerator entries) => _entries = entries;

    public CasUri Current { readonly get; private set; }

    /// <summary>The attachments of a grain; none of a sealed one, which cannot be read.</summary>
    internal static Attachments Of(GrainView grain) =>
        !grain.IsSealed && grain.TryGetCore(Field.ContentRefs, out FieldValue value) && value.Kind == OmsValueKind.Array
            ? new(value.GetEnumerator()) : default;

    public readonly Attachments GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_entries.MoveNext())
        {
            FieldValue entry = _entries.Current.Value;
            if (entry.Kind != OmsValueKind.Map) continue;
            foreach (FieldEntry part in entry)
            {
                if (!part.Key.SequenceEqual("u"u8) && !part.Key.SequenceEqual("uri"u8)) continue;
                if (!TryParse(part.Value, out CasUri uri)) continue;
                Current = uri;
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether one of them is this.</summary>
    internal readonly bool Contains(CasUri uri)
    {
        foreach (CasUri named in this)
        {
            if (named == uri) return true;
        }
        return false;
    }

    internal readonly List<CasUri> ToList()
    {
        List<CasUri> all = [];
        foreach (CasUri named in this) all.Add(named);
        return all;
    }

    private static bool TryParse(FieldValue value, out CasUri uri)
    {
        uri = default;
        if (value.Kind != OmsValueKind.Text || !value.Utf8.StartsWith(s_prefix)) return false;
        if (!ContentAddress.TryParse(value.Utf8[s_prefix.Length..], out ContentAddress address)) return false;
        uri = new CasUri(address);
        return true;
    }
}
