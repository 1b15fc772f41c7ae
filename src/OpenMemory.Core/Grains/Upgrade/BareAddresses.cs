using System.Text;

namespace OpenMemory;

/// <summary>Takes the prefixes off addresses in fields that hold nothing else: they are written bare (R-25, OMS-5-6).</summary>
internal static class BareAddresses
{
    internal static void Apply(SuccessorDraft draft)
    {
        foreach (FieldDefinition definition in EffectiveMap.For((byte)draft.Type).Definitions)
        {
            bool isLink = definition.Field == Field.RelatedTo;
            if (!isLink && !definition.HoldsAddress) continue;
            OmsValue value = draft.Get(definition.Name), bare = isLink ? BareLinks(value) : Bare(value);
            if (bare != value) draft.Set(definition.Name, bare, $"bare address in {definition.Name}");
        }
    }

    private static OmsValue BareLinks(in OmsValue links) => Each(links, static link =>
        link.Kind != OmsValueKind.Map || !link.AsMap().TryGetValue("hash", out OmsValue hash) ? link
        : (OmsValue)OmsMap.Adopt(new(link.AsMap().ToDictionary(), StringComparer.Ordinal) { ["hash"] = BareText(hash) }));

    private static OmsValue Bare(in OmsValue value)
    {
        if (value.Kind == OmsValueKind.Array) return Each(value, BareText);
        if (value.Kind != OmsValueKind.Map) return BareText(value);
        Dictionary<string, OmsValue> entries = value.AsMap().ToDictionary();
        foreach (string key in entries.Keys.ToArray()) entries[key] = BareText(entries[key]);
        return OmsMap.Adopt(entries);
    }

    private static OmsValue Each(in OmsValue array, Func<OmsValue, OmsValue> change) =>
        array.Kind == OmsValueKind.Array ? OmsValue.Adopt([.. array.Elements.ToArray().Select(change)]) : array;

    /// <summary>What is no address behind its prefix is left for somebody to decide.</summary>
    private static OmsValue BareText(OmsValue value)
    {
        if (value.Kind != OmsValueKind.Text || value.AsText() is not { Length: > ContentAddress.TextLength } text) return value;
        bool isPrefixed = LegacyRules.IsPrefixedAddress(Encoding.UTF8.GetBytes(text));
        return isPrefixed && ContentAddress.TryParse(text.AsSpan(text.Length - ContentAddress.TextLength), out ContentAddress address) ? address.ToString() : value;
    }
}
