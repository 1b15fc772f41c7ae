using System.Text;

namespace OpenMemory.Store;

/// <summary>Walks the attachments that a grain names in <c>content_refs</c>: exact <c>cas:</c> references, each as often as it stands there.</summary>
internal ref struct CasReferences
{
    private static readonly byte[] s_prefix = Encoding.ASCII.GetBytes(CasUri.Prefix);

    private FieldEnumerator _entries;

    private CasReferences(FieldEnumerator entries) => _entries = entries;

    /// <summary>The reference.</summary>
    internal CasUri Current { readonly get; private set; }

    /// <summary>The references of a grain; none of a sealed one, which cannot be read.</summary>
    internal static CasReferences Of(GrainView grain) =>
        !grain.IsSealed && grain.TryGetCore(Field.ContentRefs, out FieldValue value) && value.Kind == OmsValueKind.Array
            ? new(value.GetEnumerator()) : default;

    internal bool MoveNext()
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

    private static bool TryParse(FieldValue value, out CasUri uri)
    {
        uri = default;
        if (value.Kind != OmsValueKind.Text || !value.Utf8.StartsWith(s_prefix)) return false;
        if (!ContentAddress.TryParse(value.Utf8[s_prefix.Length..], out ContentAddress address)) return false;
        uri = new CasUri(address);
        return true;
    }
}
