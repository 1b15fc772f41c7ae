namespace OpenMemory.Fuzzing;

/// <summary>Headers and ends of blobs (§3, §19).</summary>
internal static class FrameMutations
{
    internal static readonly Mutation[] All =
    [
        new("another version", Version),
        new("the signed flag flipped", static (model, _) => Flip(model, 0x01, Expectation.Refuse(OmsErrorCode.SignedMismatch))),
        new("the encrypted flag", static (model, _) => Flip(model, 0x02, Expectation.Accept)), // opaque, whatever it holds
        new("the compressed flag", static (model, _) => Flip(model, 0x04, Expectation.Refuse(OmsErrorCode.NotSupported))),
        new("the reference flags", static (model, random) => Flip(model, random.Pick<byte>(0x08, 0x10, 0x18), Expectation.Open)),
        new("the CBOR flag flipped", static (model, _) => Flip(model, 0x20, Expectation.Refuse(OmsErrorCode.NotMap))),
        new("the rest of the header", Rest),
        new("no map", NoMap),
        new("bytes that follow", Trailing),
        new("truncated", Truncated),
    ];

    private static Expectation? Version(GrainModel model, CaseRandom random)
    {
        model.Version = random.Pick<byte>(0, 2, 3, 0x81, 0xff);
        return Expectation.Refuse(OmsErrorCode.Version);
    }

    private static Expectation? Flip(GrainModel model, byte flags, Expectation expected)
    {
        model.FlippedFlags ^= flags;
        return expected;
    }

    /// <summary>Whether namespace hash and time must agree with the payload is not settled.</summary>
    private static Expectation? Rest(GrainModel model, CaseRandom random)
    {
        model.FlippedRest = random.NextBits() >> 16;
        return Expectation.Open;
    }

    private static Expectation? NoMap(GrainModel model, CaseRandom random)
    {
        Node value;
        do value = ValueGrammar.Any(random, ValueGrammar.Levels, mayBeNull: true);
        while (value.Kind == NodeKind.Map);
        Tree.Sort(value, model.Encoder);
        model.Root = value;
        return Expectation.Refuse(OmsErrorCode.NotMap);
    }

    private static Expectation? Trailing(GrainModel model, CaseRandom random)
    {
        byte[] tail = new byte[random.Next(1, 5)];
        random.NextBytes(tail);
        model.Finish = blob => [.. blob, .. tail];
        return Expectation.Refuse(OmsErrorCode.Corrupt);
    }

    private static Expectation? Truncated(GrainModel model, CaseRandom random)
    {
        double share = random.NextDouble();
        bool isShort = random.OneIn(8);
        model.Finish = blob => isShort ? blob[..(int)(share * 10)] : blob[..(10 + (int)(share * (blob.Length - 10)))];
        return Expectation.Refuse(isShort ? OmsErrorCode.TooShort : OmsErrorCode.Corrupt);
    }
}
