using System.Text;

namespace OpenMemory.Fuzzing;

/// <summary>Canonical grains of all types: what the type needs, some or all of its other fields, and fields that nobody knows.</summary>
internal static class GrainGrammar
{
    // No key or name of the registry begins like these.
    private static readonly string[] s_starts = ["my:", "~", "\0", "\uE000", "\uFFFF", "\U0001F600", "\u00E9", "ns\0\0\0\0\0\0", "ca\0"];

    private static readonly FieldDefinition[][] s_optional =
    [
        .. Enumerable.Range(0, 14).Select(static type => FieldRegistry.ForType((byte)type)
            .Where(static field => !field.IsIndexLayer && !RequiredGrammar.IsDecisive(field.Key)).ToArray()),
    ];

    private static readonly HashSet<string>[] s_known =
        [.. Enumerable.Range(0, 14).Select(static type => FieldRegistry.ForType((byte)type).SelectMany(static field => new[] { field.Key, field.Name }).ToHashSet())];

    private static readonly Dictionary<string, FieldDefinition>[] s_byKey =
        [.. Enumerable.Range(0, 14).Select(static type => FieldRegistry.ForType((byte)type).ToDictionary(static field => field.Key))];

    private static readonly string[] s_names = [.. s_known.SelectMany(static names => names).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Makes a grain that must be accepted.</summary>
    internal static GrainModel Make(CaseRandom random, IPayloadEncoder encoder)
    {
        int type = random.OneIn(12) ? 0 : random.Next(1, 14);
        Node root = new(NodeKind.Map);
        if (type == 0) AddOpaque(random, root);
        else AddFields(random, root, type);
        int extra = random.OneIn(400) ? 300 : random.Next(4);
        for (int i = 0; i < extra; i++) root.Entries.Add((UnknownKey(random, type), ValueGrammar.Any(random, extra > 4 ? 0 : ValueGrammar.Levels)));
        Tree.Sort(root, encoder);
        return new GrainModel(encoder, type == 0 ? (byte)random.Next(14, 256) : (byte)type, root)
        {
            IsSigned = random.OneIn(16),
            Level = random.OneIn(8) ? random.Next(4) : 0,
        };
    }

    /// <summary>A key that no field of the type has as key or name; names of other types' fields are unknown keys too.</summary>
    internal static Node UnknownKey(CaseRandom random, int type)
    {
        string name = random.Pick(s_names);
        bool isTaken = type > 0 && (s_known[type].Contains(name) || (type == 13 && name == "ddk")); // which a peer takes
        if (random.OneIn(4) && type > 0 && !isTaken) return Node.Of(name);
        return Node.Text(TextGrammar.Join(Node.Of(random.Pick(s_starts)).Content, TextGrammar.Any(random)));
    }

    /// <summary>The field with a key, where the type has it.</summary>
    internal static FieldDefinition? FieldOf(int type, Node key) =>
        type is >= 1 and <= 13 ? s_byKey[type].GetValueOrDefault(Encoding.UTF8.GetString(key.Content)) : null;

    private static void AddFields(CaseRandom random, Node root, int type)
    {
        root.Add("t", Node.Of(random.OneIn(3) ? random.Pick(RequiredGrammar.Names(type)) : RequiredGrammar.Names(type)[0]));
        long created = random.OneIn(2) ? random.NextInt64(1L << 42) : ValueGrammar.Int64(random);
        root.Add("ca", random.OneIn(16) ? Node.Of((double)(created >> 12)) : Node.Of(created));
        RequiredGrammar.Add(random, root, type);
        FieldDefinition[] optional = s_optional[type];
        if (random.OneIn(48))
        {
            foreach (FieldDefinition field in optional) AddOptional(random, root, field);
        }
        else
        {
            for (int i = random.Next(9); i > 0; i--) AddOptional(random, root, random.Pick(optional));
        }
        if (type != 3 && random.OneIn(16)) MakeIntegration(random, root);
    }

    private static void AddOptional(CaseRandom random, Node root, FieldDefinition field)
    {
        Node key = Node.Of(field.Key);
        if (root.IndexOf(key.Content) < 0) root.Entries.Add((key, FieldGrammar.Of(random, field)));
    }

    /// <summary>The tag that makes <c>context</c> a compacted map .</summary>
    private static void MakeIntegration(CaseRandom random, Node root)
    {
        if (root.Find("tags"u8) is { } tags) tags.Items.Add(Node.Of("profile:integration"));
        else root.Add("tags", Node.Array(Node.Of("profile:integration")));
        if (root.Find("ctx"u8) is { } context) context.Add("ib", Node.Text(TextGrammar.Any(random)));
    }

    /// <summary>A type without a schema: its own type string, and keys that mean nothing .</summary>
    private static void AddOpaque(CaseRandom random, Node root)
    {
        root.Add("t", Node.Text(TextGrammar.Join("x:"u8.ToArray(), TextGrammar.Any(random))));
        for (int i = random.Next(8); i > 0; i--)
        {
            string name = random.Pick(s_names);
            if (name is not ("t" or "tags")) root.Add(name, ValueGrammar.Any(random, ValueGrammar.Levels));
        }
        if (random.OneIn(3)) root.Add("tags", Node.Array(Node.Of(random.Pick("phi:x", "plain"))));
    }
}
