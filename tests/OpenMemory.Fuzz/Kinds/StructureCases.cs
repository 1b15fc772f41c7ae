namespace OpenMemory.Fuzzing;

/// <summary>Grains from a grammar: as they are, with one change whose outcome is certain, or with several.</summary>
internal sealed class StructureCases : IFuzzKind
{
    private const int OneInCbor = 16;
    private static readonly IPayloadEncoder s_messagePack = new MessagePackEncoder();
    private static readonly IPayloadEncoder s_cbor = new CborEncoder();

    public string Name => "structure";

    public FuzzCase Make(CaseRandom random) => Make(random, PickEncoder(random));

    public OmsErrorCode Check(in FuzzCase input) => BlobInvariants.Check(input);

    internal static IPayloadEncoder PickEncoder(CaseRandom random) => random.OneIn(OneInCbor) ? s_cbor : s_messagePack;

    /// <summary>Makes a case in one encoding.</summary>
    internal static FuzzCase Make(CaseRandom random, IPayloadEncoder encoder)
    {
        GrainModel model = GrainGrammar.Make(random, encoder);
        string origin = $"{encoder.Name}, type {model.Type}";
        int changes = random.Next(20) switch { < 5 => 0, < 17 => 1, < 19 => 2, _ => 3 };
        Expectation expected = Expectation.Accept;
        for (int done = 0; done < changes && model.Root.Kind == NodeKind.Map;)
        {
            Mutation mutation = Mutation.All[random.Next(Mutation.All.Count)];
            if (mutation.Apply(model, random) is not { } certain) continue; // nothing to change
            origin += ", " + mutation.Name;
            expected = done++ == 0 ? certain : Expectation.Open;
        }
        bool isHeaderDerived = model.IsHeaderDerived && changes == 0;
        return new(model.ToBytes(), origin, expected, new() { InsideEnvelope = model.IsSigned }, isHeaderDerived);
    }
}
