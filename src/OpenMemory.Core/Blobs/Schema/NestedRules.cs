using System.Text;

namespace OpenMemory;

/// <summary>Rules for authors about maps inside grains (§7, §14, §23, §27.5). Keys are the stored ones.</summary>
internal static class NestedRules
{
    /// <summary>A reference to content, or a citation in its place.</summary>
    internal static void ContentRef(FieldValue entry, string path)
    {
        if (TryGet(entry, "citation_type", out FieldValue citation))
        {
            OneOf(citation, ClosedValues.CitationTypes, path);
            Require(entry, "identifier", path, "OMS-27.5-1");
            OneOf(entry, "citation_role", ClosedValues.CitationRoles, path);
            return;
        }
        Require(entry, "u", path, "OMS-7.1-1");
        Require(entry, "m", path, "OMS-7.1-1");
        OneOf(entry, "m", ClosedValues.Modalities, path);
        NonNegative(entry, "sz", path);
        CasAddress(entry, path);
    }

    /// <summary>A reference to a vector.</summary>
    internal static void EmbeddingRef(FieldValue entry, string path)
    {
        foreach (string key in (ReadOnlySpan<string>)["vi", "mo", "dm"]) Require(entry, key, path, "R-27");
        OneOf(entry, "di", ClosedValues.DistanceMetrics, path);
        foreach (string key in (ReadOnlySpan<string>)["dm", "ci", "co"]) NonNegative(entry, key, path);
    }

    /// <summary>
    /// A cross-link: a closed vocabulary, and the record of a workflow step (OMS-14.3-1, R-33). Entries under the other
    /// names that R-33 reads, <c>target</c> and <c>type</c>, answer for the proper ones.
    /// </summary>
    internal static void RelatedTo(FieldValue entry, string path)
    {
        if (!TryGet(entry, "h", out _) && !TryGet(entry, "target", out _)) AuthorRules.Fail("OMS-14.3-1", "A cross-link names no grain", path);
        if (!TryGet(entry, "rl", out FieldValue relation) && !TryGet(entry, "type", out relation)) AuthorRules.Fail("OMS-14.3-1", "A cross-link has no relation type", path);
        ReadOnlySpan<byte> step = "mg:step_action:"u8;
        bool isStep = relation.Kind == OmsValueKind.Text && relation.Utf8.StartsWith(step) && relation.Utf8.Length > step.Length;
        if (!isStep) OneOf(relation, ClosedValues.RelationTypes, path, "OMS-14.3-1");
        Unit(entry, "w", path);
    }

    /// <summary>An invalidation policy. Its mode may be any text: an unknown one means locked (OMS-23.3-1).</summary>
    internal static void Policy(FieldValue policy, string path)
    {
        if (TryGet(policy, "mode", out FieldValue mode) && mode.Kind != OmsValueKind.Text) AuthorRules.Fail("R-27", "The mode is not a text", path);
        OneOf(policy, "scope", ClosedValues.PolicyScopes, path);
        NonNegative(policy, "threshold", path);
        if (Number(policy, "locked_until", path) is < 0 or > 10_000_000_000)
            AuthorRules.Fail("R-24", "locked_until is in seconds", path, OmsErrorCode.Range);
    }

    internal static void Require(FieldValue map, string key, string path, string rule)
    {
        if (!TryGet(map, key, out FieldValue value) || (value.Kind == OmsValueKind.Text && value.Count == 0))
            AuthorRules.Fail(rule, $"A required entry is missing: {key}", path);
    }

    internal static void OneOf(FieldValue value, ReadOnlySpan<string> allowed, string path, string rule = "R-27")
    {
        if (value.Kind == OmsValueKind.Text)
        {
            string text = value.ToText();
            foreach (string candidate in allowed)
            {
                if (candidate == text) return;
            }
        }
        AuthorRules.Fail(rule, "The value is not one of those that the specification lists", path);
    }

    internal static void OneOf(FieldValue map, string key, ReadOnlySpan<string> allowed, string path)
    {
        if (TryGet(map, key, out FieldValue value)) OneOf(value, allowed, $"{path}.{key}");
    }

    internal static void Unit(FieldValue map, string key, string path)
    {
        if (Number(map, key, path) is < 0 or > 1) AuthorRules.Fail("R-27", "A weight is outside 0 … 1", path, OmsErrorCode.Range);
    }

    internal static void NonNegative(FieldValue map, string key, string path)
    {
        if (Number(map, key, path) < 0) AuthorRules.Fail("R-27", "A count or size is negative", path, OmsErrorCode.Range);
    }

    internal static void AllNonNegative(FieldValue map, string path)
    {
        foreach (FieldEntry entry in map)
        {
            if (entry.Value.Kind is OmsValueKind.Integer or OmsValueKind.Float && entry.Value.Float64 < 0)
                AuthorRules.Fail("R-27", "A count is negative", path, OmsErrorCode.Range);
        }
    }

    internal static bool TryGet(FieldValue map, string key, out FieldValue value)
    {
        Span<byte> utf8 = stackalloc byte[64];
        ReadOnlySpan<byte> wanted = utf8[..Encoding.UTF8.GetBytes(key, utf8)];
        foreach (FieldEntry entry in map)
        {
            if (!entry.Key.SequenceEqual(wanted)) continue;
            value = entry.Value;
            return true;
        }
        value = default;
        return false;
    }

    private static double? Number(FieldValue map, string key, string path)
    {
        if (!TryGet(map, key, out FieldValue value)) return null;
        if (value.Kind is not (OmsValueKind.Integer or OmsValueKind.Float)) AuthorRules.Fail("R-27", $"Not a number: {key}", path);
        return value.Float64;
    }

    /// <summary>A <c>cas:</c> address has one form and agrees with the checksum beside it (OMS-7.1.1-6, OMS-7.1.1-7).</summary>
    private static void CasAddress(FieldValue entry, string path)
    {
        if (!TryGet(entry, "u", out FieldValue uri) || uri.Kind != OmsValueKind.Text) return;
        string text = uri.ToText();
        if (!text.StartsWith("cas:", StringComparison.OrdinalIgnoreCase)) return;
        if (!CasUri.TryParse(text, out CasUri cas)) AuthorRules.Fail("OMS-7.1.1-6", "The cas: address is malformed", path, OmsErrorCode.HashFormat);
        if (TryGet(entry, "ck", out FieldValue checksum) && checksum.Kind == OmsValueKind.Text
            && checksum.ToText() is var stated && stated != $"sha256:{cas.Address}" && stated != cas.Address.ToString())
            AuthorRules.Fail("OMS-7.1.1-7", "The cas: address and the checksum disagree", path, OmsErrorCode.Corrupt);
    }
}
