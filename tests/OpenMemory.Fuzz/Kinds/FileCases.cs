namespace OpenMemory.Fuzzing;

/// <summary>Small <c>.mg</c> files around generated grains, with one change, and files of the vectors with changed bytes.</summary>
internal sealed partial class FileCases : IFuzzKind
{
    private const int LargeOneIn = 2000;

    private static readonly IPayloadEncoder s_encoder = new MessagePackEncoder();
    private static readonly byte[] s_large = new Reasoning { CreatedAt = 1, Conclusion = new string('a', 1 << 20) }.ToBlob().Span.ToArray();

    public string Name => "files";

    public FuzzCase Make(CaseRandom random) => random.OneIn(3) ? OfVectors(random) : OfGrammar(random);

    public OmsErrorCode Check(in FuzzCase input) => FileInvariants.Check(input);

    private static FuzzCase OfVectors(CaseRandom random)
    {
        byte[] file = VectorCorpus.Files[random.Next(VectorCorpus.Files.Length)];
        for (int rounds = random.Next(1, 4); rounds > 0; rounds--) file = ByteMutator.Mutate(random, file, []);
        bool isResealed = file.Length > MgFileHeader.FooterSize && random.OneIn(2);
        if (isResealed) file = FileModel.Sealed(file[..^MgFileHeader.FooterSize]);
        return new(file, "a vector with changed bytes", Expectation.Open, Mode(random));
    }

    private static FuzzCase OfGrammar(CaseRandom random)
    {
        FileModel model = new();
        Expectation expected = Expectation.Accept;
        for (int i = random.Next(4); i > 0; i--)
        {
            FuzzCase grain = StructureCases.Make(random, s_encoder);
            if (grain.Bytes.Length == 0) continue;
            model.Blobs.Add(grain.Bytes);
            // Inside a file a grain is read as one outside an envelope, and one that begins like an envelope is taken for one.
            Expectation one = grain.Options.InsideEnvelope || grain.Bytes[0] is 0x84 or 0xd2 ? Expectation.Open : grain.Expected;
            expected = (expected.Verdict, one.Verdict) switch
            {
                (Verdict.Refused, _) or (_, Verdict.Refused) => Expectation.Refuse(),
                (Verdict.Accepted, Verdict.Accepted) => expected,
                _ => Expectation.Open,
            };
        }
        // A grain that is broken or sealed may take in what a wrong boundary gives it.
        bool isFirm = expected.Verdict == Verdict.Accepted && model.Blobs.TrueForAll(static blob => (blob[1] & (byte)GrainFlags.Encrypted) == 0);
        int change = random.Next(FirstPart + Parts + 2);
        if (change >= FirstPart && change < FirstPart + Parts) return OfParts(random, model, change - FirstPart, isFirm, expected);
        if (random.OneIn(LargeOneIn) && isFirm) model.Blobs.Insert(0, s_large); // a file that is not read into memory
        return Change(random, model, change, isFirm) is { } certain
            ? new(certain.Bytes, $"a file of {model.Blobs.Count} grains, change {change}", certain.Expected.Verdict == Verdict.Accepted ? expected : certain.Expected)
            : new(model.ToBytes(), $"a file of {model.Blobs.Count} grains", expected);
    }

    /// <summary>Makes one change; null where the file stays as it is. Accepted means that the grains decide.</summary>
    private static (byte[] Bytes, Expectation Expected)? Change(CaseRandom random, FileModel model, int change, bool isFirm)
    {
        switch (change)
        {
            case 0: model.Magic = random.Pick([0, 0], "mg"u8.ToArray(), "MZ"u8.ToArray()); return Refused(OmsErrorCode.Corrupt);
            case 1: model.Version = random.Pick<byte>(0, 2, 0xff); return Refused(OmsErrorCode.Version);
            case 2: model.Codec = (byte)random.Next(1, 256); return Refused(OmsErrorCode.Corrupt); // the flag is clear
            case 3:
                model.Flags = random.Pick<byte>(0x04, 0x10, 0x14); // a sealed grain may end as an empty manifest does
                return isFirm || model.Flags != 0x10 ? Refused() : (model.ToBytes(), Expectation.Open);
            case 4: model.FieldMapVersion = (byte)random.Next(256); return (model.ToBytes(), Expectation.Accept);
            case 5: model.Flags = 0x01; return (model.ToBytes(), Expectation.Open); // sorted, perhaps untruly
            case 6 when model.Blobs.Count > 0:
                model.Blobs.Add(random.Pick([.. model.Blobs]));
                model.Flags = 0x02;
                return Refused(); // a duplicate
            case 7: model.CountError = random.Pick(1, 2, 1 << 20, int.MaxValue - 100); return Refused();
            case 8 when model.Blobs.Count > 0: model.CountError = -1; return Refused();
            case 9 when model.Blobs.Count > 0:
                model.OffsetError = (random.Next(model.Blobs.Count), random.Pick(-1, 1, 7, 1 << 20, -(1 << 20)));
                return isFirm ? Refused() : (model.ToBytes(), Expectation.Open);
            case 10:
                model.Tail = [0];
                return isFirm ? Refused() : (model.ToBytes(), Expectation.Open);
            case 11:
                byte[] flipped = model.ToBytes();
                flipped[^random.Next(1, 33)] ^= (byte)(1 << random.Next(8));
                return (flipped, Expectation.Refuse()); // the footer (OMS-11.5-1)
            case 12:
                byte[] cut = model.ToBytes();
                return (cut[..random.Next(cut.Length)], Expectation.Refuse());
            case 13:
                byte[] any = model.ToBytes();
                return (FileModel.Sealed(ByteMutator.Mutate(random, any[..^32], [])), Expectation.Open);
            default: return null;
        }

        (byte[], Expectation)? Refused(OmsErrorCode code = OmsErrorCode.None) => (model.ToBytes(), Expectation.Refuse(code));
    }
}
