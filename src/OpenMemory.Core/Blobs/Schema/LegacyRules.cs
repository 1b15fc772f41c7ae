using System.Buffers;
using System.Text;

namespace OpenMemory;

/// <summary>
/// What an author never writes: names, keys and conventions of OMS 1.0–1.5 and of peers, which readers would take for
/// something else (OMS-L-8, OMS-L-18, OMS-L-20). Grains that exist already keep theirs.
/// </summary>
internal static class LegacyRules
{
    private const string Rule = "OMS-L-20";
    private const int AddressLength = 64;

    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly string[] s_everywhere = ["scp", "scd"];

    /// <summary>Names of 1.0 that are too common to be kept from authors: OMS-L-20 has their keys alone.</summary>
    private static readonly string[] s_words = ["arguments", "result", "success"];

    /// <summary>Keys that are read as no field; those that are stand in <see cref="LegacyKeys"/>.</summary>
    private static readonly Dictionary<GrainType, string[]> s_byType = new()
    {
        [GrainType.State] = ["cctx"],
        [GrainType.Workflow] = ["steps", "trigger"],
        [GrainType.Tool] =
        [
            "aknd", "amode", "axu", "lprm", "exmp", "anno", "shsh", "exk", "ast", "acid", "axp", "tdh", "afc", "afd", "aex", "axr", "axl", "axcp",
        ],
        [GrainType.Trigger] = ["tcq", "tct"],
    };

    /// <summary>Refuses the name of a custom field that older versions or peers use.</summary>
    internal static void CheckName(GrainType type, string name)
    {
        if (IsOld(type, name)) AuthorRules.Fail(Rule, "A key of an older version or of a peer is not written", name);
    }

    /// <summary>Whether a name that is no field of the type is one of an older version or of a peer.</summary>
    internal static bool IsOld(GrainType type, string name)
    {
        Span<byte> utf8 = stackalloc byte[64]; // a longer text than this is none of them
        return Encoding.UTF8.TryGetBytes(name, utf8, out int length) && IsOld(type, utf8[..length]);
    }

    /// <summary>Whether a name that is no field of the type is one of an older version or of a peer.</summary>
    internal static bool IsOld(GrainType type, ReadOnlySpan<byte> name) =>
        type.HasSchema() && !IsIn(s_words, name)
        && (IsIn(s_everywhere, name) || LegacyKeys.IsKnown((byte)type, name) || (s_byType.TryGetValue(type, out string[]? names) && IsIn(names, name)));

    /// <summary>Whether a text may be an older value; most are not, which their first byte tells.</summary>
    internal static bool MayBeOld(scoped ReadOnlySpan<char> text) => !text.IsEmpty && MayBegin(text[0]);

    /// <summary>Whether a text may be an older value; most are not, which their first byte tells.</summary>
    internal static bool MayBeOld(scoped ReadOnlySpan<byte> utf8) => !utf8.IsEmpty && MayBegin((char)utf8[0]);

    /// <summary>Checks one field of an author's grain.</summary>
    /// <param name="definition">A field with <see cref="FieldDefinition.HasOldForms"/>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="usesIntegrationKeys">Whether <c>context</c> holds the registered <c>int:</c> keys .</param>
    internal static void Check(FieldDefinition definition, FieldValue value, bool usesIntegrationKeys)
    {
        Field field = definition.Field;
        if (field == Field.Context && usesIntegrationKeys) CheckContext(value, definition.Name);
        else if (field == Field.RelatedTo) CheckLinks(value, definition.Name);
        else if (definition.HoldsAddress) CheckAddresses(value, definition.Name);
        else if (value.Kind != OmsValueKind.Text) return;
        else if (field == Field.Relation && LegacyForms.Relation(value.Utf8) is { } current)
            AuthorRules.Fail(Rule, $"An older relation is not written; the 1.6 name is {current}", definition.Name);
        else if (field == Field.ObserverType && LegacyForms.IsTrigger(value.Utf8))
            AuthorRules.Fail(Rule, "A trigger is a grain of its own, not an Observation", definition.Name);
    }

    private static void CheckContext(FieldValue context, string name)
    {
        foreach (FieldEntry entry in context)
        {
            foreach (NestedAlias alias in LegacyForms.Integration)
            {
                if (!entry.Key.SequenceEqual(alias.OldBytes)) continue;
                bool isOwn = alias.TextOnly && (entry.Value.Kind != OmsValueKind.Text || NestedRules.TryGet(context, alias.Key, out _)); // OMS-L-13
                if (!isOwn)
                    AuthorRules.Fail(Rule, $"An older key is not written; the 1.6 name is {alias.Name}", $"{name}.{alias.Old}");
            }
        }
    }

    private static void CheckLinks(FieldValue links, string name)
    {
        foreach (FieldEntry link in links)
        {
            if (NestedRules.TryGet(link.Value, "h", out FieldValue hash)) CheckAddresses(hash, name);
        }
    }

    /// <summary>An address stands bare: in a text, an array of them, or the values of a map .</summary>
    private static void CheckAddresses(FieldValue value, string name)
    {
        if (value.Kind == OmsValueKind.Text)
        {
            if (IsPrefixedAddress(value.Utf8)) AuthorRules.Fail(Rule, "An address is written without a prefix", name);
            return;
        }
        foreach (FieldEntry entry in value)
        {
            if (entry.Value.Kind == OmsValueKind.Text) CheckAddresses(entry.Value, name);
        }
    }

    /// <summary>Whether a text is an address behind one of the prefixes of R-25; schemes know no case.</summary>
    internal static bool IsPrefixedAddress(ReadOnlySpan<byte> text)
    {
        if (text.Length <= AddressLength) return false;
        ReadOnlySpan<byte> prefix = text[..^AddressLength];
        bool known = Ascii.EqualsIgnoreCase(prefix, "sha256:"u8) || Ascii.EqualsIgnoreCase(prefix, "mg:sha256:"u8) || Ascii.EqualsIgnoreCase(prefix, "grain:sha256:"u8);
        return known && !text[^AddressLength..].ContainsAnyExcept(s_hex);
    }

    private static bool IsIn(string[] names, ReadOnlySpan<byte> name)
    {
        foreach (string candidate in names)
        {
            if (Ascii.Equals(name, candidate)) return true;
        }
        return false;
    }

    private static bool MayBegin(char first) => (char)(first | 0x20) is 's' or 'm' or 'g' or 'o' or 't';
}
