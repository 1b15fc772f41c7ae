namespace OpenMemory.Fuzzing;

/// <summary>Grains with the habits of older versions and peers, perhaps broken besides, and blobs of the vectors with changed bytes.</summary>
internal sealed class CompatibleCases : IFuzzKind
{
    private const int BytesIn = 3, BrokenIn = 3;
    private static readonly ByteCases s_bytes = new();

    public string Name => "compatible";

    public FuzzCase Make(CaseRandom random)
    {
        if (random.OneIn(BytesIn)) return s_bytes.Make(random);
        GrainModel model = GrainGrammar.Make(random, StructureCases.PickEncoder(random));
        string origin = $"{model.Encoder.Name}, type {model.Type}";
        Expectation expected = Expectation.Accept;
        for (int habits = random.Next(4); habits > 0; habits--) Change(PeerMutations.All, Expectation.Accept);
        if (random.OneIn(BrokenIn) && model.Root.Kind == NodeKind.Map) Change(Mutation.All, Expectation.Open);
        return new(model.ToBytes(), origin, expected, new() { InsideEnvelope = model.IsSigned });

        void Change(IReadOnlyList<Mutation> mutations, Expectation certain)
        {
            Mutation mutation = mutations[random.Next(mutations.Count)];
            if (mutation.Apply(model, random) is null) return; // nothing to change
            origin += ", " + mutation.Name;
            expected = expected.Verdict == Verdict.Accepted ? certain : expected;
        }
    }

    public OmsErrorCode Check(in FuzzCase input) => CompatibleInvariants.Check(input);
}
