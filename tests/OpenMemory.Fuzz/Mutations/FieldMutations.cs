using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OpenMemory.Fuzzing;

/// <summary>Fields that break the schema (§8): missing, empty, of the wrong kind, out of range, under their full names.</summary>
internal static class FieldMutations
{
    internal static readonly Mutation[] All =
    [
        new("drop a required field", DropRequired),
        new("empty a required text", EmptyRequired),
        new("a field of the wrong kind", WrongKind),
        new("an element of the wrong kind", WrongElement),
        new("a number out of range", OutOfRange),
        new("a field under its full name", FullName),
        new("a nested field under its full name", NestedFullName),
        new("an index-layer field", IndexLayer),
    ];

    private static readonly (string Key, string Name)[] s_nested =
    [
        ("cr", "uri"), ("cr", "mime_type"), ("er", "vector_id"), ("er", "chunk_text"), ("rt", "hash"), ("rt", "relation_type"), ("rt", "weight"),
        ("edges", "max_cycles"), ("tcfg", "int:base_url"),
    ];

    private static readonly Expectation s_schema = Expectation.Refuse(OmsErrorCode.Schema);

    private static Expectation? DropRequired(GrainModel model, CaseRandom random)
    {
        if (model.Grammar > 13) return Remove(model, "t") ? Expectation.Refuse(OmsErrorCode.NoType) : null;
        string[] keys = ["t", "ca", .. RequiredGrammar.Texts(model.Grammar), .. RequiredGrammar.Others(model.Grammar)];
        string key = random.Pick(keys);
        return !Remove(model, key) ? null : key == "t" ? Expectation.Refuse(OmsErrorCode.NoType) : s_schema;
    }

    private static bool Remove(GrainModel model, string key)
    {
        int index = model.Root.IndexOf(Encoding.UTF8.GetBytes(key));
        if (index >= 0) model.Root.Entries.RemoveAt(index);
        return index >= 0;
    }

    private static Expectation? EmptyRequired(GrainModel model, CaseRandom random)
    {
        if (model.Grammar > 13 || RequiredGrammar.Texts(model.Grammar) is not { Length: > 0 } keys) return null;
        if (model.Root.Find(Encoding.UTF8.GetBytes(random.Pick(keys))) is not { Kind: NodeKind.Text } text) return null;
        text.Content = [];
        return Expectation.Refuse(OmsErrorCode.Empty);
    }

    private static Expectation? WrongKind(GrainModel model, CaseRandom random)
    {
        if (!TryPick(model, random, static field => field.Type != FieldType.Any, out int index, out FieldDefinition? field)) return null;
        Tree.Replace(model.Root, index, field.Type switch
        {
            FieldType.Text or FieldType.TextOrMap => random.Pick(Node.Of(1), Node.Of(0.5), Node.Array(), Node.Of(true), Node.Bytes([65])),
            FieldType.Float64 => random.Pick(Node.Of("1"), Node.Of(true), Node.Map()),
            FieldType.Int64 or FieldType.EpochMs or FieldType.UInt8 => random.Pick(Node.Of("1"), Node.Of(0.5), Node.Of(false), Node.Bytes([1])),
            FieldType.Boolean => random.Pick(Node.Of(1), Node.Of("true"), Node.Of(0.0)),
            FieldType.Map or FieldType.TextMap or FieldType.IntMap => random.Pick(Node.Array(), Node.Of("{}"), Node.Of(0)),
            _ => random.Pick(Node.Map(), Node.Of("[]"), Node.Bytes([])),
        });
        return s_schema;
    }

    private static Expectation? WrongElement(GrainModel model, CaseRandom random)
    {
        if (!TryPick(model, random, static field => HasElements(field.Type), out int index, out FieldDefinition? field)) return null;
        Node value = model.Root.Entries[index].Value;
        bool isNumber = field.Type is FieldType.UInt8Array or FieldType.IntMap;
        Node wrong = isNumber ? random.Pick(Node.Of("1"), Node.Of(1.0)) : random.Pick(Node.Of(1), Node.Array(), Node.Of(true));
        if (value.Kind == NodeKind.Array) value.Items.Insert(random.Next(value.Items.Count + 1), wrong);
        else if (value.Kind == NodeKind.Map && value.IndexOf("~wrong"u8) < 0) Tree.Insert(value, Node.Of("~wrong"), wrong, model.Encoder);
        return s_schema;
    }

    private static Expectation? OutOfRange(GrainModel model, CaseRandom random)
    {
        if (!TryPick(model, random, HasRange, out int index, out FieldDefinition? field)) return null;
        Node value = field switch
        {
            { Range: FieldRange.Unit } => random.Pick(Node.Of(1.0000000000000002), Node.Of(-double.Epsilon), Node.Of(2), Node.Of(-1), Node.Of(1e300)),
            { Range: FieldRange.NonNegative } => random.Pick(Node.Of(-1), Node.Of(long.MinValue), Node.Of(-1.0), Node.Of((Int128)long.MaxValue + 1)),
            { Type: FieldType.UInt8 } => random.Pick(Node.Of(256), Node.Of(-1), Node.Of(256.0), Node.Of(ulong.MaxValue)),
            { Type: FieldType.UInt8Array } => Node.Array(Node.Of(1), random.Pick(Node.Of(256), Node.Of(-1), Node.Of(ulong.MaxValue))),
            _ => random.Pick(Node.Of((Int128)long.MaxValue + 1), Node.Of(ulong.MaxValue), Node.Of(9223372036854775808.0), Node.Of(-1e300)),
        };
        Tree.Replace(model.Root, index, value);
        return Expectation.Refuse(OmsErrorCode.Range);
    }

    private static Expectation? FullName(GrainModel model, CaseRandom random)
    {
        if (model.Grammar > 13) return null;
        FieldDefinition field = random.Pick([.. FieldRegistry.ForType(model.Grammar)]);
        if (field.Name == field.Key || field.IsIndexLayer) return null;
        Node value = FieldGrammar.Of(random, field);
        Tree.Sort(value, model.Encoder);
        Tree.Insert(model.Root, Node.Of(field.Name), value, model.Encoder);
        return Expectation.Refuse(OmsErrorCode.Corrupt);
    }

    private static Expectation? NestedFullName(GrainModel model, CaseRandom random)
    {
        (string key, string name) = random.Pick(s_nested);
        if (GrainGrammar.FieldOf(model.Grammar, Node.Of(key)) is null) return null;
        Node entry = Node.Map((name, ValueGrammar.Any(random, 0)));
        Remove(model, key);
        Tree.Insert(model.Root, Node.Of(key), key == "tcfg" ? entry : Node.Array(entry), model.Encoder);
        return Expectation.Refuse(OmsErrorCode.Corrupt);
    }

    /// <summary>Whether a blob may hold one is not settled.</summary>
    private static Expectation? IndexLayer(GrainModel model, CaseRandom random)
    {
        FieldDefinition[] fields = [.. FieldRegistry.ForType(model.Grammar).Where(static field => field.IsIndexLayer)];
        if (fields.Length == 0) return null;
        FieldDefinition field = random.Pick(fields);
        Tree.Insert(model.Root, Node.Of(field.Key), FieldGrammar.Of(random, field), model.Encoder);
        return Expectation.Open;
    }

    private static bool HasElements(FieldType type) => type
        is FieldType.TextArray or FieldType.MapArray or FieldType.ReferenceArray or FieldType.UInt8Array or FieldType.TextMap or FieldType.IntMap;

    private static bool HasRange(FieldDefinition field) =>
        field.Range != FieldRange.None || field.Type is FieldType.Int64 or FieldType.EpochMs or FieldType.UInt8 or FieldType.UInt8Array;

    /// <summary>A field of the payload that fits; each of them is as likely as the others.</summary>
    private static bool TryPick(
        GrainModel model, CaseRandom random, Func<FieldDefinition, bool> fits, out int index, [NotNullWhen(true)] out FieldDefinition? field)
    {
        int seen = 0;
        (index, field) = (-1, null);
        for (int i = 0; i < model.Root.Entries.Count; i++)
        {
            if (GrainGrammar.FieldOf(model.Grammar, model.Root.Entries[i].Key) is not { } candidate || !fits(candidate)) continue;
            if (random.OneIn(++seen)) (index, field) = (i, candidate);
        }
        return field is not null;
    }
}
