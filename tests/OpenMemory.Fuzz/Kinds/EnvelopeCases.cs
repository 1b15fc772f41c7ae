namespace OpenMemory.Fuzzing;

/// <summary>Envelopes of the vectors with one to three changed places.</summary>
internal sealed class EnvelopeCases : IFuzzKind
{
    private static readonly byte[][] s_inserts = ["iat"u8.ToArray(), "did:key:z"u8.ToArray(), [0xa1, 0x0f, 0xa1, 0x06, 0x05], [0xd2, 0x84]];

    public string Name => "envelopes";

    public FuzzCase Make(CaseRandom random)
    {
        byte[] envelope = VectorCorpus.Envelopes[random.Next(VectorCorpus.Envelopes.Length)];
        for (int rounds = random.Next(1, 4); rounds > 0; rounds--) envelope = ByteMutator.Mutate(random, envelope, s_inserts);
        return new(envelope, "an envelope with changed bytes", Expectation.Open);
    }

    public OmsErrorCode Check(in FuzzCase input) => EnvelopeInvariants.Check(input);
}
