namespace OpenMemory.Tests;

/// <summary>Who decides how a payload is written, for every first byte, flag bit 5 and reading mode (OMS-3.1-11, R-19, R-26).</summary>
[TestFixture]
public sealed class EncodingRuleTests
{
    private static bool BeginsMessagePackMap(int first) => first is (>= 0x80 and <= 0x8f) or 0xde or 0xdf;

    private static bool BeginsCborMap(int first) => first is >= 0xa0 and <= 0xbb;

    [Test]
    public void No_byte_begins_a_map_in_both_encodings()
    {
        int both = 0, messagePack = 0, cbor = 0;
        for (int first = 0; first <= 0xff; first++)
        {
            Assert.That(MsgPack.IsMap((byte)first), Is.EqualTo(BeginsMessagePackMap(first)), $"{first:x2}");
            Assert.That(Cbor.IsMap((byte)first), Is.EqualTo(BeginsCborMap(first)), $"{first:x2}");
            both += BeginsMessagePackMap(first) && BeginsCborMap(first) ? 1 : 0;
            messagePack += BeginsMessagePackMap(first) ? 1 : 0;
            cbor += BeginsCborMap(first) ? 1 : 0;
        }
        Assert.That((both, messagePack, cbor), Is.EqualTo((0, 18, 28)));
    }

    [Test]
    public void The_first_byte_and_bit_5_decide_in_each_mode([Values] ReadingMode mode, [Values] bool saysCbor)
    {
        for (int first = 0; first <= 0xff; first++)
        {
            Tolerance? tolerance = mode == ReadingMode.Compatible ? new() : null;
            GrainFlags flags = saysCbor ? GrainFlags.Cbor | GrainFlags.HasContentRefs : GrainFlags.HasContentRefs;
            bool decided = EncodingRule.TryDecide(flags, (byte)first, tolerance, out PayloadEncoding encoding, out OmsFault fault);
            bool isForeign = BeginsMessagePackMap(first) && saysCbor;
            bool isRefused = (BeginsCborMap(first) && !saysCbor) || (isForeign && mode == ReadingMode.Canonical);
            Assert.That(decided, Is.EqualTo(!isRefused), $"{first:x2}");
            Assert.That(fault.IsFault, Is.EqualTo(isRefused), $"{first:x2}");
            if (isRefused) Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.NotMap, "R-19", 9L)), $"{first:x2}");
            else Assert.That(encoding, Is.EqualTo(saysCbor && !isForeign ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack), $"{first:x2}");
            Deviation[] noted = [.. tolerance?.Listed ?? []];
            Assert.That(noted.Select(static deviation => deviation.Kind), Is.EqualTo(isForeign && tolerance is not null ? new[] { DeviationKind.Bit5SetByPeer } : []), $"{first:x2}");
        }
    }

    [Test]
    public void Nothing_but_a_map_is_a_payload([Values] ReadingMode mode, [Values] bool saysCbor)
    {
        for (int first = 0; first <= 0xff; first++)
        {
            // No whole map fits, so that every payload is refused, and never for what it is not.
            byte[] blob = [.. saysCbor ? RawCbor.Of() : RawBlob.Of(), (byte)first, 0x61, 0x74];
            Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, new() { Mode = mode }), Is.False, $"{first:x2}");
            Assert.That(fault.Code, Is.AnyOf(OmsErrorCode.NotMap, OmsErrorCode.Corrupt), $"{first:x2}");
            Assert.That(fault.Offset, Is.InRange(9, blob.Length), $"{first:x2}");
            bool isMap = saysCbor ? BeginsCborMap(first) || (BeginsMessagePackMap(first) && mode == ReadingMode.Compatible) : BeginsMessagePackMap(first);
            if (isMap) Assert.That(fault.Code, Is.Not.EqualTo(OmsErrorCode.NotMap), $"{first:x2}");
        }
    }

    [Test]
    public void A_whole_grain_is_read_as_its_first_byte_says()
    {
        foreach ((VectorBlob messagePack, VectorBlob cbor) in CborVectors.Pairs)
        {
            byte[] bit5Set = [.. messagePack.Bytes], bit5Clear = [.. cbor.Bytes];
            bit5Set[1] ^= 0x20;
            bit5Clear[1] ^= 0x20;
            GrainReadOptions compatible = cbor.Options with { Mode = ReadingMode.Compatible };
            foreach (GrainReadOptions options in (GrainReadOptions[])[cbor.Options, compatible])
            {
                Assert.That(GrainView.Parse(messagePack.Bytes, options with { SkipSchema = messagePack.Options.SkipSchema }).Encoding, Is.EqualTo(PayloadEncoding.MessagePack), messagePack.Name);
                Assert.That(GrainView.Parse(cbor.Bytes, options).Encoding, Is.EqualTo(PayloadEncoding.Cbor), cbor.Name);
                Assert.That(GrainView.TryParse(bit5Clear, out _, out OmsFault clear, options), Is.False, cbor.Name);
                Assert.That((clear.Code, clear.Rule), Is.EqualTo((OmsErrorCode.NotMap, "R-19")), cbor.Name);
            }
            Assert.That(GrainView.TryParse(bit5Set, out _, out OmsFault set, cbor.Options), Is.False, cbor.Name);
            Assert.That((set.Code, set.Rule), Is.EqualTo((OmsErrorCode.NotMap, "R-19")), cbor.Name);
            ReceivedGrain received = ReceivedGrain.Read(bit5Set, compatible);
            Assert.That(received.Deviations.Select(static deviation => deviation.Kind), Does.Contain(DeviationKind.Bit5SetByPeer), cbor.Name);
            Assert.That((received.Grain.Encoding, received.Blob.View().Encoding), Is.EqualTo((PayloadEncoding.MessagePack, PayloadEncoding.MessagePack)), cbor.Name);
            Assert.That(received.Grain.ToBlob().Span.SequenceEqual(bit5Set), Is.True, "the bytes stay (R-26)");
        }
    }
}
