namespace OpenMemory.Fuzzing;

/// <summary>The same values in forms that are not canonical (§4.2, §4.3, §16.2), and values that no grain holds.</summary>
internal static class FormMutations
{
    internal static readonly Mutation[] All =
    [
        new("a wider header", static (model, random) => Reform(model, random, NodeForm.Wider)),
        new("another form", static (model, random) => Reform(model, random, NodeForm.Other)),
        new("an inflated length", static (model, random) => Reform(model, random, NodeForm.Inflated)),
        new("a float in another width", static (model, random) => Reform(model, random, NodeForm.Wider, NodeKind.Float)),
        new("a float that is no number", NotFinite),
        new("a value of another kind of encoding", Foreign),
    ];

    private static readonly Expectation s_corrupt = Expectation.Refuse(OmsErrorCode.Corrupt);

    private static Expectation? Reform(GrainModel model, CaseRandom random, NodeForm form, NodeKind? kind = null)
    {
        Node? node = Tree.Pick(model.Root, random, node => (kind is null || node.Kind == kind) && node != model.Root && model.Encoder.Has(node, form));
        if (node is null) return null;
        node.Form = form;
        return s_corrupt;
    }

    private static Expectation? NotFinite(GrainModel model, CaseRandom random)
    {
        double value = random.Pick(double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        return Put(model, random, Node.Of(value)) ? Expectation.Refuse(OmsErrorCode.FloatInvalid) : null;
    }

    private static Expectation? Foreign(GrainModel model, CaseRandom random) =>
        Put(model, random, Node.Raw(model.Encoder.ForeignValues[random.Next(model.Encoder.ForeignValues.Count)])) ? s_corrupt : null;

    /// <summary>Puts a value where another one stands.</summary>
    private static bool Put(GrainModel model, CaseRandom random, Node value)
    {
        Node? container = Tree.Pick(model.Root, random, static node => node.Entries.Count + node.Items.Count > 0);
        if (container is null) return false;
        if (container.Kind == NodeKind.Array) container.Items[random.Next(container.Items.Count)] = value;
        else Tree.Replace(container, random.Next(container.Entries.Count), value);
        return true;
    }
}
