namespace OpenMemory.Fuzzing;

/// <summary>A legal value for each field of the registry, as it stands in a payload.</summary>
internal static class FieldGrammar
{
    internal const string Address = "a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395";

    /// <summary>Short keys of nested maps (§4.7), typed where a property reads them.</summary>
    private static readonly Dictionary<string, string[]> s_nested = new()
    {
        ["cr"] = ["u", "m", "mt", "sz", "ck", "md"],
        ["er"] = ["vi", "mo", "dm", "ms", "di", "ci", "ct", "cs", "co"],
        ["rt"] = ["h", "rl", "w", "target", "type"],
        ["edges"] = ["src", "dst", "cond", "mxc"],
        ["tcfg"] = ["ib", "ihm", "iro", "irl", "iat"],
        ["pc"] = ["source_hash", "method", "weight"],
        ["ip"] = ["mode", "scope", "threshold", "authorized", "locked_until"],
        ["own"] = ["type", "name"],
        ["cblocks"] = ["type", "text"],
    };

    private static readonly string[] s_tags = ["plain", "", "PHI:x", "pii", "pii:email", "sec:key", "legal:hold", "reg:gdpr", "phi:diagnosis"];

    private static readonly string[] s_references = [Address, "sha256:" + Address, "no address"];

    internal static Node Of(CaseRandom random, FieldDefinition field) => field.Key switch
    {
        "tags" => Tags(random),
        "_e" => Node.Map(("user_id", Node.Of("sha256:" + Address)), ("namespace", Node.Of("sha256:" + Address))),
        "cr" when random.OneIn(4) => Node.Array(Citation()),
        "tcfg" or "ip" or "own" => NestedMap(random, field.Key),
        "cr" or "er" or "rt" or "edges" or "pc" or "cblocks" => NestedMaps(random, field.Key),
        _ => Of(random, field.Type, field.Range),
    };

    private static Node Of(CaseRandom random, FieldType type, FieldRange range) => type switch
    {
        FieldType.Text => Node.Text(TextGrammar.Any(random)),
        FieldType.TextOrMap => random.OneIn(3) ? ValueGrammar.Map(random, ValueGrammar.Levels - 1) : Node.Text(TextGrammar.Any(random)),
        FieldType.Float64 => Float(random, range),
        FieldType.Int64 or FieldType.EpochMs => Integer(random, range),
        FieldType.UInt8 => Node.Of(random.Next(256)),
        FieldType.Boolean => Node.Of(random.OneIn(2)),
        FieldType.Map => ValueGrammar.Map(random, ValueGrammar.Levels - 1),
        FieldType.Array => ValueGrammar.Array(random, ValueGrammar.Levels - 1),
        FieldType.TextArray => Array(random, static random => Node.Text(TextGrammar.Any(random))),
        FieldType.MapArray => Array(random, static random => ValueGrammar.Map(random, ValueGrammar.Levels - 2)),
        FieldType.ReferenceArray => Array(random, static random => random.OneIn(4) ? ValueGrammar.Map(random, 3) : Node.Of(random.Pick(s_references))),
        FieldType.UInt8Array => Array(random, static random => Node.Of(random.Next(256))),
        FieldType.TextMap => Entries(random, static random => Node.Text(TextGrammar.Any(random))),
        FieldType.IntMap => Entries(random, static random => Node.Of(ValueGrammar.Integer(random))),
        _ => ValueGrammar.Any(random, ValueGrammar.Levels),
    };

    /// <summary>Whole numbers may stand as floats and floats as whole numbers: readers keep them .</summary>
    private static Node Float(CaseRandom random, FieldRange range) => range == FieldRange.Unit
        ? random.Next(4) switch { 0 => Node.Of(random.Next(2)), 1 => Node.Of(random.Pick(0.0, -0.0, 1.0, double.Epsilon)), _ => Node.Of(random.NextDouble()) }
        : random.OneIn(4) ? Node.Of(ValueGrammar.Integer(random)) : Node.Of(ValueGrammar.Float(random));

    private static Node Integer(CaseRandom random, FieldRange range)
    {
        long value = ValueGrammar.Int64(random);
        if (range == FieldRange.NonNegative) value &= long.MaxValue;
        return random.OneIn(8) ? Node.Of((double)(value >> 12)) : Node.Of(value);
    }

    /// <summary>An entry that cites something outside stays as it is, full names and all (§27.5).</summary>
    private static Node Citation() => Node.Map(("citation_type", Node.Of("doi")), ("identifier", Node.Of("10.1/x")), ("uri", Node.Of("u")));

    private static Node Tags(CaseRandom random) => Array(random, static random => Node.Of(random.Pick(s_tags)));

    private static Node NestedMaps(CaseRandom random, string key) => Array(random, random => NestedMap(random, key));

    private static Node NestedMap(CaseRandom random, string key)
    {
        Node map = ValueGrammar.Map(random, ValueGrammar.Levels - 2);
        foreach (string name in s_nested[key])
        {
            if (random.OneIn(2)) map.Add(name, ValueGrammar.Any(random, 2));
        }
        return map;
    }

    private static Node Array(CaseRandom random, Func<CaseRandom, Node> element)
    {
        Node array = new(NodeKind.Array);
        for (int i = random.OneIn(40) ? random.Next(14, 18) : random.Next(4); i > 0; i--) array.Items.Add(element(random));
        return array;
    }

    private static Node Entries(CaseRandom random, Func<CaseRandom, Node> value)
    {
        Node map = new(NodeKind.Map);
        for (int i = random.Next(4); i > 0; i--) map.Entries.Add((Node.Text(TextGrammar.Any(random)), value(random)));
        return map;
    }
}
