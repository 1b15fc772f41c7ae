using System.Text;

namespace OpenMemory.Fuzzing;

/// <summary>Habits of older versions and of peers (R-26, legacy §4, §9): refused in the Canonical mode, read in the Compatible one.</summary>
internal static class PeerMutations
{
    internal static readonly Mutation[] All =
    [
        new("nil inside a nested map", NilInside),
        new("a field under its full name", FullName),
        new("an older key", OlderKey),
        new("derived_from as one text", OneParent),
        new("context of other values", Context),
        new("keys in no order", Unsorted),
        new("a wider header", Wider),
        new("bit 5 on MessagePack", Bit5),
    ];

    private static readonly (byte Type, string Name, string Older)[] s_older =
    [
        (5, "input", "args"), (5, "content", "res"), (5, "exit_code", "xcode"), (5, "input_schema", "ischema"), (6, "observer_id", "sid"),
        (6, "observer_type", "stype"), (9, "threshold", "thr"), (9, "agreement_count", "agrc"), (9, "dissent_count", "disc"), (9, "dissent_grains", "dgrains"), (13, "dedup_key", "ddk"),
    ];

    private static Expectation? NilInside(GrainModel model, CaseRandom random)
    {
        Node? map = Tree.Pick(model.Root, random, node => node.Kind == NodeKind.Map && node != model.Root);
        if (map is null || map.IndexOf("~nil"u8) >= 0) return null;
        map.Entries.Insert(random.Next(map.Entries.Count + 1), (Node.Of("~nil"), Node.Null()));
        return Expectation.Accept;
    }

    private static Expectation? FullName(GrainModel model, CaseRandom random)
    {
        if (model.Root.Entries.Count == 0) return null;
        int index = random.Next(model.Root.Entries.Count);
        // What the model's header follows from it looks up by its key.
        if (GrainGrammar.FieldOf(model.Grammar, model.Root.Entries[index].Key) is not { Key: not ("tags" or "cr" or "er" or "ns" or "ca") } field) return null;
        return Rename(model, index, field.Name);
    }

    private static Expectation? OlderKey(GrainModel model, CaseRandom random)
    {
        (byte Type, string Name, string Older)[] keys = [.. s_older.Where(entry => entry.Type == model.Grammar)];
        if (keys.Length == 0) return null;
        (byte type, string name, string older) = random.Pick(keys);
        int index = model.Root.Entries.FindIndex(entry => GrainGrammar.FieldOf(type, entry.Key)?.Name == name);
        return index < 0 ? null : Rename(model, index, older);
    }

    private static Expectation? Rename(GrainModel model, int index, string name)
    {
        if (model.Root.IndexOf(Encoding.UTF8.GetBytes(name)) >= 0) return null;
        model.Root.Entries[index] = (Node.Of(name), model.Root.Entries[index].Value);
        return Expectation.Accept;
    }

    private static Expectation? OneParent(GrainModel model, CaseRandom random) => Put(model, "df", Node.Of(new string(random.Pick("0", "a", "f")[0], 64)));

    private static Expectation? Context(GrainModel model, CaseRandom random) =>
        Put(model, "ctx", Node.Map(("n", random.Pick(Node.Of(1), Node.Of(0.5), Node.Of(true), Node.Array(Node.Of("x"))))));

    private static Expectation? Put(GrainModel model, string key, Node value)
    {
        if (GrainGrammar.FieldOf(model.Grammar, Node.Of(key)) is null) return null;
        int index = model.Root.IndexOf(Encoding.UTF8.GetBytes(key));
        if (index >= 0) Tree.Replace(model.Root, index, value);
        else model.Root.Add(key, value);
        return Expectation.Accept;
    }

    private static Expectation? Unsorted(GrainModel model, CaseRandom random)
    {
        if (Tree.Pick(model.Root, random, static node => node.Entries.Count > 1) is not { } map) return null;
        map.Entries.Reverse();
        return Expectation.Accept;
    }

    private static Expectation? Wider(GrainModel model, CaseRandom random)
    {
        Node? node = Tree.Pick(model.Root, random, node => node != model.Root && node.Kind != NodeKind.Float && model.Encoder.Has(node, NodeForm.Wider));
        if (node is null) return null;
        node.Form = NodeForm.Wider;
        return Expectation.Accept;
    }

    private static Expectation? Bit5(GrainModel model, CaseRandom random)
    {
        if (model.Encoder.Flag != GrainFlags.None || model.IsSigned) return null;
        model.FlippedFlags |= (byte)GrainFlags.Cbor;
        return Expectation.Accept;
    }
}
