namespace OpenMemory.Fuzzing;

/// <summary>Grains from a grammar: as they are, with one change whose outcome is certain, or with several.</summary>
internal sealed class StructureCases : IFuzzKind
{
    private const int OneInCbor = 16;
    private static readonly IPayloadEncoder s_messagePack = new MessagePackEncoder();
    private static readonly IPayloadEncoder s_cbor = new CborEncoder();

    public string Name => "structure";

    public FuzzCase Make(CaseRandom random) => Make(random, random.OneIn(OneInCbor) ? s_cbor : s_messagePack);

    public OmsErrorCode Check(in FuzzCase input) => BlobInvariants.Check(input);

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
        return new(model.ToBytes(), origin, Supported(expected, model), new() { InsideEnvelope = model.IsSigned }, isHeaderDerived);
    }

    /// <summary>An encoding that is not read yet: what was sound is not supported, and nothing else is accepted.</summary>
    private static Expectation Supported(Expectation expected, GrainModel model)
    {
        bool isSealed = (model.FlippedFlags & (byte)GrainFlags.Encrypted) != 0;
        if (model.Encoder.IsRead || isSealed || (model.FlippedFlags & (byte)GrainFlags.Cbor) != 0) return expected;
        return expected.Verdict == Verdict.Accepted ? Expectation.Refuse(OmsErrorCode.NotSupported) : Expectation.Refuse();
    }
}
