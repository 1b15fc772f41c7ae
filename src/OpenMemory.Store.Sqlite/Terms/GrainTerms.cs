using System.Buffers.Binary;
using System.Globalization;

namespace OpenMemory.Store.Sqlite;

/// <summary>The terms by which a file finds a grain: its fields, its attachments, and everything that may be a person.</summary>
internal static class GrainTerms
{
    /// <summary>The longest term of a token: the token and the version of the master key.</summary>
    internal const int TokenBytes = SealedView.TokenBytes + sizeof(uint);

    /// <summary>Collects the terms of a grain.</summary>
    internal static void Collect(GrainView grain, TermList terms)
    {
        terms.Clear();
        terms.Add(TermField.All, default);
        if (!grain.IsReadable() || !grain.Type.HasSchema()) terms.Add(TermField.Unjudged, default);
        if (grain.IsSealed)
        {
            CollectToken(grain, terms);
            return;
        }
        foreach (Field field in IndexedFields.All)
        {
            if (grain.TryGetCore(field, out FieldValue value)) CollectTexts(TermFields.Of(field), value, grain.IsCanonical, terms);
        }
        foreach (FieldEntry entry in grain)
        {
            Field field = SubjectFields.Find(entry.Key);
            if (field != default) CollectPersons(entry.Value, field, grain.IsCanonical, terms);
        }
        Span<byte> address = stackalloc byte[ContentAddress.SizeInBytes];
        foreach (CasUri uri in Attachments.Of(grain))
        {
            uri.Address.CopyTo(address);
            terms.Add(TermField.Content, address);
        }
    }

    /// <summary>Writes the term of a token.</summary>
    internal static void WriteToken(ReadOnlySpan<byte> token, uint version, Span<byte> destination)
    {
        token.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[SealedView.TokenBytes..], version);
    }

    private static void CollectToken(GrainView grain, TermList terms)
    {
        if (!SealedView.TryParse(grain.Bytes, out SealedView view)) return;
        Span<byte> token = stackalloc byte[TokenBytes];
        WriteToken(view.Token, view.MasterKeyVersion, token);
        terms.Add(TermField.Token, token);
    }

    private static void CollectTexts(TermField field, FieldValue value, bool isCanonical, TermList terms)
    {
        if (value.Kind == OmsValueKind.Text) terms.Add(field, Normalized(value.Utf8, isCanonical));
        else if (value.Kind == OmsValueKind.Array)
        {
            foreach (FieldEntry element in value)
            {
                if (element.Value.Kind == OmsValueKind.Text) terms.Add(field, Normalized(element.Value.Utf8, isCanonical));
            }
        }
    }

    /// <summary>What <see cref="SubjectSelector"/> looks at, in the places where it looks; more than that does no harm.</summary>
    private static void CollectPersons(FieldValue value, Field field, bool isCanonical, TermList terms)
    {
        ReadOnlySpan<byte> encoded = value.Encoded;
        int position = 0;
        Span<byte> digits = stackalloc byte[20];
        for (long pending = 1; pending > 0; pending--)
        {
            TrustedReader.Read(encoded, value.Encoding, ref position, out Token token);
            if (token.Kind == OmsValueKind.Array) pending += token.Length;
            else if (token.Kind == OmsValueKind.Map) pending += 2L * token.Length;
            else if (token.Kind == OmsValueKind.Integer && field != Field.Object && !token.IsUnsigned)
            {
                token.Bits.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
                terms.Add(TermField.Person, digits[..length]);
            }
            else if (token.Kind == OmsValueKind.Bytes) terms.Add(TermField.Person, encoded.Slice(token.ContentStart, token.Length));
            else if (token.Kind == OmsValueKind.Text && !(isCanonical && IsTold(field) && value.Kind == OmsValueKind.Text))
                terms.Add(TermField.Person, Normalized(encoded.Slice(token.ContentStart, token.Length), isCanonical));
        }
    }

    /// <summary>Whether the field's own term tells the text; not in a grain that may have the field twice, by key and by name.</summary>
    private static bool IsTold(Field field) => IndexedFields.Contains(field);

    private static ReadOnlySpan<byte> Normalized(ReadOnlySpan<byte> utf8, bool isCanonical) => isCanonical ? utf8 : Nfc.Normalized(utf8);
}
