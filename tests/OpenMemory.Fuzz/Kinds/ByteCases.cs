using System.Text;

namespace OpenMemory.Fuzzing;

/// <summary>Blobs of the vectors with one to three changed places.</summary>
internal sealed class ByteCases : IFuzzKind
{
    private static readonly byte[][] s_inserts = [Encoding.UTF8.GetBytes("\uFEFF"), Encoding.UTF8.GetBytes("e\u0301")];

    public string Name => "bytes";

    public FuzzCase Make(CaseRandom random)
    {
        byte[] blob = VectorCorpus.Blobs[random.Next(VectorCorpus.Blobs.Length)];
        for (int rounds = random.Next(1, 4); rounds > 0; rounds--) blob = ByteMutator.Mutate(random, blob, s_inserts);
        bool isSigned = blob.Length > 1 && (blob[1] & (byte)GrainFlags.Signed) != 0;
        return new(blob, "a vector with changed bytes", Expectation.Open, new() { InsideEnvelope = isSigned });
    }

    public OmsErrorCode Check(in FuzzCase input) => BlobInvariants.Check(input);
}
