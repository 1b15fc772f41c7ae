namespace OpenMemory.Fuzzing;

/// <summary>Changes of which entries a map has, and in what order (§4.1, §4.5, §4.10).</summary>
internal static class EntryMutations
{
    internal static readonly Mutation[] All =
    [
        new("swap two keys", SwapKeys),
        new("repeat a key", RepeatKey),
        new("drop an entry", DropEntry),
        new("insert an unknown entry", InsertUnknown),
        new("insert a null entry", InsertNull),
        new("make an entry null", MakeNull),
        new("replace a value", ReplaceValue),
        new("a key that is no text", KeyOfAnotherKind),
        new("32 levels", static (model, random) => Nest(model, random, ValueGrammar.Levels, Expectation.Accept)),
        new("33 levels", static (model, random) => Nest(model, random, ValueGrammar.Levels + 1, Expectation.Refuse(OmsErrorCode.Corrupt))),
        new("many levels", NestDeeply),
    ];

    private static readonly Expectation s_corrupt = Expectation.Refuse(OmsErrorCode.Corrupt);

    private static Expectation? SwapKeys(GrainModel model, CaseRandom random)
    {
        if (Tree.Pick(model.Root, random, static node => node.Entries.Count > 1) is not { } map) return null;
        int at = random.Next(map.Entries.Count - 1), other = random.OneIn(2) ? at + 1 : random.Next(at + 1, map.Entries.Count);
        (map.Entries[at], map.Entries[other]) = (map.Entries[other], map.Entries[at]);
        return s_corrupt;
    }

    private static Expectation? RepeatKey(GrainModel model, CaseRandom random)
    {
        if (Tree.Pick(model.Root, random, static node => node.Entries.Count > 0) is not { } map) return null;
        int at = random.Next(map.Entries.Count);
        map.Entries.Insert(at + random.Next(2), (map.Entries[at].Key, random.OneIn(2) ? map.Entries[at].Value : Node.Of(1)));
        return s_corrupt;
    }

    private static Expectation? DropEntry(GrainModel model, CaseRandom random)
    {
        if (model.Root.Entries.Count == 0) return null;
        model.Root.Entries.RemoveAt(random.Next(model.Root.Entries.Count));
        return Expectation.Open;
    }

    private static Expectation? InsertUnknown(GrainModel model, CaseRandom random)
    {
        Node value = ValueGrammar.Any(random, ValueGrammar.Levels);
        Tree.Sort(value, model.Encoder);
        return Insert(model, random, value) ? Expectation.Accept : null;
    }

    private static Expectation? InsertNull(GrainModel model, CaseRandom random) => Insert(model, random, Node.Null()) ? s_corrupt : null;

    private static bool Insert(GrainModel model, CaseRandom random, Node value)
    {
        Node key = GrainGrammar.UnknownKey(random, model.Grammar <= 13 ? model.Grammar : 0);
        if (model.Root.IndexOf(key.Content) >= 0) return false;
        Tree.Insert(model.Root, key, value, model.Encoder);
        return true;
    }

    private static Expectation? MakeNull(GrainModel model, CaseRandom random)
    {
        if (Tree.Pick(model.Root, random, static node => node.Entries.Count > 0) is not { } map) return null;
        Tree.Replace(map, random.Next(map.Entries.Count), Node.Null());
        return s_corrupt;
    }

    private static Expectation? ReplaceValue(GrainModel model, CaseRandom random)
    {
        if (Tree.Pick(model.Root, random, static node => node.Entries.Count > 0) is not { } map) return null;
        Node value = ValueGrammar.Any(random, 3);
        Tree.Sort(value, model.Encoder);
        Tree.Replace(map, random.Next(map.Entries.Count), value);
        return Expectation.Open;
    }

    private static Expectation? KeyOfAnotherKind(GrainModel model, CaseRandom random)
    {
        if (Tree.Pick(model.Root, random, static node => node.Entries.Count > 0) is not { } map) return null;
        int at = random.Next(map.Entries.Count);
        Node key = random.Next(6) switch
        {
            0 => Node.Of(ValueGrammar.Integer(random)),
            1 => Node.Bytes(map.Entries[at].Key.Content),
            2 => Node.Null(),
            3 => Node.Of(true),
            4 => Node.Array(map.Entries[at].Key),
            _ => Node.Of(1.5),
        };
        map.Entries[at] = (key, map.Entries[at].Value);
        return s_corrupt;
    }

    /// <summary>Written without recursion, which is what the library is tested for.</summary>
    private static Expectation? NestDeeply(GrainModel model, CaseRandom random)
    {
        ByteSink one = new();
        model.Encoder.Write(ValueGrammar.Wrap(Node.Null(), random.OneIn(2)), one);
        byte[] head = one.ToArray()[..^1]; // null is one byte in both encodings
        byte[] nested = new byte[(random.Next(34, 5000) * head.Length) + 1];
        for (int i = 0; i < nested.Length - 1; i++) nested[i] = head[i % head.Length];
        return Insert(model, random, Node.Raw(nested)) ? s_corrupt : null;
    }

    private static Expectation? Nest(GrainModel model, CaseRandom random, int levels, Expectation expected) =>
        Insert(model, random, ValueGrammar.Chain(random, levels, random.OneIn(2))) ? expected : null;
}
