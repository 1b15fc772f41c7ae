using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Tests;

/// <summary>Generates a legal value for one field of the registry, as an author would give it.</summary>
internal static class FieldGen
{
    internal const string Address = "a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395";

    internal static Gen<string> NonEmptyText { get; } = ValueGen.Text.Select(static text => "n" + text);

    internal static Gen<double> Unit { get; } = Gen.OneOf(
        Gen.Elements(0.0, 1.0, 0.1, double.Epsilon), Gen.Choose(0, 1 << 20).Select(static n => n / (double)(1 << 20)));

    internal static Gen<OmsValue> Of(FieldDefinition definition)
    {
        if (definition.AllowedValues.Length > 0) return Gen.Elements(definition.AllowedValues).Select(static text => (OmsValue)text);
        return Structured(definition.Field) ?? definition.Type switch
        {
            FieldType.Any => ValueGen.Value(ValueGen.DeepestValue),
            FieldType.Text => ValueGen.Text.Select(static text => (OmsValue)text),
            FieldType.TextOrMap => Gen.OneOf(ValueGen.Text.Select(static text => (OmsValue)text), Map(ValueGen.DeepestValue - 1)),
            FieldType.Float64 when definition.Range == FieldRange.Unit => Unit.Select(static number => (OmsValue)number),
            FieldType.Float64 => ValueGen.Float.Select(static number => (OmsValue)number),
            FieldType.Int64 or FieldType.EpochMs when definition.Range == FieldRange.NonNegative => ValueGen.Integer.Select(static number => (OmsValue)(number & long.MaxValue)),
            FieldType.Int64 or FieldType.EpochMs => ValueGen.Integer.Select(static number => (OmsValue)number),
            FieldType.UInt8 => Gen.Choose(0, 255).Select(static number => (OmsValue)number),
            FieldType.Boolean => Gen.Elements<OmsValue>(true, false),
            FieldType.Map => Map(ValueGen.DeepestValue - 1),
            FieldType.Array => Array(ValueGen.Value(ValueGen.DeepestValue - 1)),
            FieldType.TextArray => Array(ValueGen.Text.Select(static text => (OmsValue)text)),
            FieldType.MapArray => Array(Map(ValueGen.DeepestValue - 2)),
            FieldType.ReferenceArray => Array(Gen.Elements<OmsValue>(Address, "mailto:somebody@example.org", new OmsMap { ["citation_type"] = "doi", ["identifier"] = "10.1/x" })),
            FieldType.UInt8Array => Array(Gen.Choose(1, 13).Select(static number => (OmsValue)number)),
            FieldType.TextMap => Entries(ValueGen.Text.Select(static text => (OmsValue)text)),
            _ => Entries(Gen.Choose(0, 300).Select(static number => (OmsValue)number)),
        };
    }

    /// <summary>Fields whose maps have rules of their own.</summary>
    private static Gen<OmsValue>? Structured(Field field)
    {
        if (field == Field.ConsolidationLevel) return Gen.Choose(0, 3).Select(static level => (OmsValue)level);
        if (field == Field.ContentRefs)
        {
            return EntriesOf(
                static (text, number) => new() { ["uri"] = "n" + text, ["modality"] = "image", ["size_bytes"] = number, ["mine"] = text },
                static (text, _) => new() { ["citation_type"] = "doi", ["identifier"] = "n" + text, ["uri"] = text });
        }
        if (field == Field.EmbeddingRefs) return EntriesOf(static (text, number) => new() { ["vector_id"] = "n" + text, ["model"] = "m", ["dimensions"] = number, ["chunk_text"] = text });
        if (field == Field.RelatedTo)
        {
            return EntriesOf(
                static (text, number) => new() { ["hash"] = Address, ["relation_type"] = "similar", ["weight"] = number / 65536.0, ["mine"] = text },
                static (text, _) => new() { ["target"] = Address, ["type"] = "mg:step_action:" + "n" + text });
        }
        if (field == Field.ProvenanceChain) return EntriesOf(static (text, number) => new() { ["source_hash"] = Address, ["method"] = text, ["weight"] = number / 65536.0 });
        if (field == Field.ContentBlocks) return EntriesOf(static (text, number) => new() { ["type"] = "text", ["text"] = text, ["n"] = number });
        if (field == Field.InvalidationPolicy) return EntryOf(static (text, number) => new() { ["mode"] = text, ["scope"] = "subtree", ["threshold"] = number, ["locked_until"] = number });
        if (field == Field.Owner) return EntryOf(static (text, _) => new() { ["type"] = "org", ["name"] = text });
        if (field == Field.RetentionPolicy) return EntryOf(static (text, number) => new() { ["minimum_retention_years"] = number, ["regulation"] = text });
        if (field == Field.TokenUsage) return EntryOf(static (_, number) => new() { ["input_tokens"] = number });
        if (field == Field.Elided) return EntryOf(static (_, _) => new() { ["user_id"] = "sha256:" + Address });
        if (field == Field.DisclosureOf) return Gen.Constant((OmsValue)("sha256:" + Address));
        if (field == Field.Config) return EntryOf(static (text, number) => new() { ["int:base_url"] = text, ["int:rate_limit"] = number, ["mine"] = text });
        return field == Field.StructuralTags
            ? Array(Gen.Elements<OmsValue>("plain", "pii:email", "phi:diagnosis", "reg:gdpr", "sec:key", "legal:hold", "PHI:x", "ta\u0301g"))
            : null;
    }

    private static Gen<OmsValue> Map(int levels) => ValueGen.Map(levels).Select(static map => (OmsValue)map);

    private static Gen<OmsValue> Array(Gen<OmsValue> elements) => elements.ArrayOf().Resize(4).Select(static array => (OmsValue)array);

    private static Gen<OmsValue> Entries(Gen<OmsValue> values) =>
        from keys in ValueGen.Text.ArrayOf().Resize(4)
        from entries in Gen.CollectToArray(keys.DistinctBy(UnicodeData.Normalize), key => values.Select(value => KeyValuePair.Create(key, value)))
        select (OmsValue)new OmsMap(entries);

    private static Gen<OmsValue> EntryOf(params Func<string, int, OmsMap>[] forms) =>
        from form in Gen.Elements(forms)
        from text in ValueGen.Text
        from number in Gen.Choose(0, 65536)
        select (OmsValue)form(text, number);

    private static Gen<OmsValue> EntriesOf(params Func<string, int, OmsMap>[] forms) => Array(EntryOf(forms));
}
