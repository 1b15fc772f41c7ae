namespace OpenMemory.Fuzzing;

/// <summary>Type bytes, type strings and levels that contradict each other (§8, §13.4).</summary>
internal static class TypeMutations
{
    internal static readonly Mutation[] All =
    [
        new("another type string", AnotherString),
        new("an unknown type string", UnknownString),
        new("another type byte", AnotherByte),
        new("a sensitivity below the tags", LowLevel),
        new("a sensitivity above the tags", RaisedLevel),
    ];

    private static Expectation? AnotherString(GrainModel model, CaseRandom random)
    {
        int other = random.Next(1, 14);
        if (other == model.Grammar) return null;
        return SetType(model, random.Pick(RequiredGrammar.Names(other))) ? Expectation.Refuse(OmsErrorCode.Schema) : null;
    }

    private static Expectation? UnknownString(GrainModel model, CaseRandom random)
    {
        if (!SetType(model, random.Pick("", "Fact", "facts", "my:type", "fac", "tool\0"))) return null;
        return model.Grammar <= 13 ? Expectation.Refuse(OmsErrorCode.UnknownType) : Expectation.Accept;
    }

    private static bool SetType(GrainModel model, string text)
    {
        int index = model.Root.IndexOf("t"u8);
        if (index >= 0) Tree.Replace(model.Root, index, Node.Of(text));
        return index >= 0;
    }

    private static Expectation? AnotherByte(GrainModel model, CaseRandom random)
    {
        int type = random.Next(8) switch { 0 => 0, < 5 => random.Next(1, 14), _ => random.Next(14, 256) };
        if (type == model.Grammar) return null;
        model.Type = (byte)type;
        if (type == 0) return Expectation.Refuse(OmsErrorCode.UnknownType);
        if (model.Grammar > 13 && type > 13) return Expectation.Accept;
        // Under another type other keys are full names, which is told first.
        return type > 13 ? Expectation.Refuse(OmsErrorCode.Schema) : Expectation.Refuse();
    }

    private static Expectation? LowLevel(GrainModel model, CaseRandom random)
    {
        (string tag, int level) = random.Pick(("phi:x", 3), ("pii:email", 2), ("sec:", 2), ("legal:hold", 2), ("reg:gdpr", 1));
        if (model.Root.Find("tags"u8) is { Kind: NodeKind.Array } tags) tags.Items.Insert(random.Next(tags.Items.Count + 1), Node.Of(tag));
        else Tree.Insert(model.Root, Node.Of("tags"), Node.Array(Node.Of(tag)), model.Encoder);
        model.StatedLevel = random.Next(level);
        return Expectation.Refuse(OmsErrorCode.SensitivityMismatch);
    }

    private static Expectation? RaisedLevel(GrainModel model, CaseRandom random)
    {
        model.StatedLevel = 3;
        return Expectation.Accept;
    }
}
