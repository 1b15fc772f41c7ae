using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>
/// Decides whether a grain is about a person: the one selector of reports and erasures (OMS-28.4.4-3). An identity matches itself, and
/// what begins with it followed by a character that is no letter, digit or combining mark: <c>pat</c> matches <c>pat#visit1</c>, not
/// <c>patricia</c> (R-54). It is immutable and safe for use by many threads.
/// </summary>
/// <remarks>
/// <para>Looked at are <c>subject</c>, <c>object</c>, <c>user_id</c>, <c>subject_did</c>, <c>session_id</c> and <c>run_id</c>, whatever the
/// type and whether or not there is anything else (OMS-28.4.4-1, OMS-28.4.4-2): by key and by full name, in types without a schema too, and
/// every text inside where the value is a map or an array. Who wrote, measured, holds, received or witnessed something
/// (<c>author_did</c>, <c>observer_did</c>, <c>holder_did</c>, <c>grantee_did</c>, <c>witness_dids</c> …) is another party, and
/// <c>entity_id</c> is another system's key: they do not count.</para>
/// <para>What it cannot reach: sealed grains that are kept under another name than the identity itself, compressed payloads, byte strings,
/// attachments, and numbers inside of maps (OMS-28.4.4-6).</para>
/// </remarks>
public sealed class SubjectSelector
{
    private readonly IdentityText _identity;
    private readonly UserSaltName[] _names;
    private readonly bool _includeMentions;

    /// <summary>Makes a selector.</summary>
    /// <param name="identity">The person; compared in NFC, and case matters.</param>
    /// <param name="names">The person's blind tokens, by which sealed grains are found; empty without a key ring.</param>
    /// <param name="includeMentions">
    /// Whether texts that only mention the person match too, wherever in the grain: with no letter, digit or combining mark on either side.
    /// </param>
    /// <exception cref="ArgumentException">The identity is empty, consists of white space, or is no Unicode text.</exception>
    public SubjectSelector(string identity, IReadOnlyList<UserSaltName>? names = null, bool includeMentions = false) =>
        (_identity, _names, _includeMentions) = (new(identity), names is null ? [] : [.. names], includeMentions);

    /// <summary>The person without the identity: <c>subject:</c> and the first 8 bytes of its SHA-256 in lowercase hex .</summary>
    public string Fingerprint => _identity.Fingerprint;

    /// <summary>The identity in UTF-8 and NFC.</summary>
    internal ReadOnlySpan<byte> Identity => _identity.Utf8;

    /// <summary>The person's tokens.</summary>
    internal ReadOnlySpan<UserSaltName> Names => _names;

    /// <summary>Whether texts that mention the person match.</summary>
    internal bool IncludesMentions => _includeMentions;

    /// <summary>
    /// Whether a grain is about the person. Time is linear in the grain, and nothing is allocated unless the grain is not canonical.
    /// </summary>
    /// <param name="grain">The grain. A sealed one matches by its token.</param>
    /// <returns>Whether it is.</returns>
    public bool Matches(GrainView grain)
    {
        if (grain.IsSealed) return MatchesToken(grain.Bytes);
        foreach (FieldEntry entry in grain)
        {
            if (Matches(grain, entry)) return true;
        }
        return false;
    }

    /// <summary>Full names of the fields by which a grain is about the person; empty where it is not, or is sealed.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The names, or the keys of fields that the specification does not know.</returns>
    public IReadOnlyList<string> MatchedFields(GrainView grain)
    {
        if (grain.IsSealed) return [];
        List<string> names = [];
        foreach (FieldEntry entry in grain)
        {
            if (!Matches(grain, entry)) continue;
            Field field = SubjectFields.Find(entry.Key);
            if (field == default) field = entry.Field;
            string name = field == default ? System.Text.Encoding.UTF8.GetString(entry.Key) : field.FullName;
            if (!names.Contains(name)) names.Add(name);
        }
        return names;
    }

    /// <summary>Whether a text names the person, wherever in it.</summary>
    internal bool IsNamedIn(string text) => _identity.IsMentionedIn(Nfc.Normalized(System.Text.Encoding.UTF8.GetBytes(text)));

    private bool Matches(GrainView grain, in FieldEntry entry)
    {
        Field field = SubjectFields.Find(entry.Key);
        if (field == default && !_includeMentions) return false;
        FieldValue value = entry.Value;
        return value.Kind is OmsValueKind.Text or OmsValueKind.Bytes or OmsValueKind.Integer or OmsValueKind.Array or OmsValueKind.Map
            && MatchesInside(value, field, grain.IsCanonical);
    }

    /// <summary>
    /// Looks at every text of a value, keys of maps included, in one pass over its bytes. Received grains also have numbers and byte strings
    /// for somebody's key; the numbers of an object are amounts.
    /// </summary>
    private bool MatchesInside(FieldValue value, Field field, bool isNormalized)
    {
        bool isSubjectField = field != default, hasKeys = isSubjectField && field != Field.Object;
        ReadOnlySpan<byte> encoded = value.Encoded;
        int position = 0;
        for (long pending = 1; pending > 0; pending--)
        {
            TrustedReader.Read(encoded, value.Encoding, ref position, out Token token);
            if (token.Kind == OmsValueKind.Array) pending += token.Length;
            else if (token.Kind == OmsValueKind.Map) pending += 2L * token.Length;
            else if (token.Kind == OmsValueKind.Integer && hasKeys && !token.IsUnsigned && _identity.Is(token.Bits)) return true;
            else if (token.Kind == OmsValueKind.Bytes && isSubjectField && _identity.Names(encoded.Slice(token.ContentStart, token.Length))) return true;
            else if (token.Kind == OmsValueKind.Text)
            {
                ReadOnlySpan<byte> text = encoded.Slice(token.ContentStart, token.Length);
                if (!isNormalized) text = Nfc.Normalized(text);
                if (isSubjectField && _identity.Names(text)) return true;
                if (_includeMentions && _identity.IsMentionedIn(text)) return true;
            }
        }
        return false;
    }

    private bool MatchesToken(ReadOnlySpan<byte> blob)
    {
        if (_names.Length == 0 || !SealedView.TryParse(blob, out SealedView view)) return false;
        bool matches = false;
        foreach (UserSaltName name in _names) matches |= name.MasterKeyVersion == view.MasterKeyVersion && name.Token.Equals(view.Token);
        return matches;
    }
}
