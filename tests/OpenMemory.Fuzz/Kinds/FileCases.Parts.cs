using OpenMemory.Compression;

namespace OpenMemory.Fuzzing;

/// <summary>Changes of the parts that not every file has: frames, manifests, and tables of either kind, read in both modes.</summary>
internal sealed partial class FileCases
{
    private const int FirstPart = 14, Parts = 13;

    private static readonly GrainReadOptions s_compatible = new() { Mode = ReadingMode.Compatible };

    private static GrainReadOptions Mode(CaseRandom random) => random.OneIn(3) ? s_compatible : default;

    /// <param name="random">The case.</param>
    /// <param name="model">The file.</param>
    /// <param name="change">0 … <see cref="Parts"/> − 1.</param>
    /// <param name="isFirm">All grains are sound, and end where they say.</param>
    /// <param name="grains">What becomes of the grains in the Canonical mode.</param>
    private static FuzzCase OfParts(CaseRandom random, FileModel model, int change, bool isFirm, Expectation grains)
    {
        GrainReadOptions options = Mode(random);
        bool isCompatible = options.Mode == ReadingMode.Compatible;
        // What a strict reader refuses in a grain, another may put up with.
        if (isCompatible && grains.Verdict == Verdict.Refused) grains = Expectation.Open;
        Expectation deviant = isCompatible ? grains : Expectation.Refuse(), open = isFirm ? grains : Expectation.Open;
        IMgCodec codec = random.Pick<IMgCodec>(SystemCodecs.Zstd, SystemCodecs.Lz4);
        Expectation expected;
        switch (change)
        {
            case 0: // a table of the other kind
                model.IsAbsolute = false;
                expected = model.Blobs.Count == 0 ? grains : deviant;
                break;
            case 1:
                model.Compress(codec);
                model.IsAbsolute = true;
                expected = model.Blobs.Count == 0 ? grains : deviant;
                break;
            case 2:
                model.Compress(codec);
                expected = grains;
                break;
            case 3: // codec and flag disagree: the first bytes decide
                model.Compress(codec);
                if (random.OneIn(2)) model.Codec = 0;
                else model.Flags &= unchecked((byte)~MgFileFlags.Compressed);
                expected = deviant;
                break;
            case 4:
                model.Compress(codec);
                model.Codec ^= 3; // the other codec
                expected = Expectation.Refuse(OmsErrorCode.Corrupt);
                break;
            case 5:
                model.Compress(codec);
                model.ChangeRegion = frame => ByteMutator.Mutate(random, frame, []);
                expected = Expectation.Open;
                break;
            case 6:
                model.Compress(codec);
                model.ChangeRegion = frame => random.OneIn(2) ? [.. frame, .. frame] : frame[..random.Next(frame.Length)];
                expected = Expectation.Refuse(OmsErrorCode.Corrupt);
                break;
            case 7: // a manifest that says what is so
                model.Add(Addresses(random, model));
                expected = open;
                break;
            case 8:
                model.Compress(codec);
                model.Add(Addresses(random, model));
                expected = open;
                break;
            case 9: // of a grain that is not there
                model.Add([.. Addresses(random, model), ContentAddress.Compute([1, 2, 3])]);
                expected = isFirm ? deviant : Expectation.Open;
                break;
            case 10: // in the other encoding
                model.Add(Addresses(random, model), PayloadEncoding.Cbor);
                expected = isFirm ? deviant : Expectation.Open;
                break;
            case 11:
                model.Add(Addresses(random, model));
                model.Tail = ByteMutator.Mutate(random, model.Tail, []);
                expected = Expectation.Open;
                break;
            default: // a reserved flag, and the one that is ignored
                byte flag = random.Pick<byte>(0x08, 0x20, 0x40, 0x80);
                model.Flags |= flag;
                expected = flag == 0x08 ? grains : deviant;
                break;
        }
        return new(model.ToBytes(), $"a file of {model.Blobs.Count} grains, part {change}, {options.Mode}", expected, options);
    }

    private static ContentAddress[] Addresses(CaseRandom random, FileModel model) =>
        [.. model.Blobs.Where(_ => random.OneIn(2)).Select(static blob => ContentAddress.Compute(blob))];
}
