using System.Text;

namespace OpenMemory.Tests;

/// <summary>What R-26 refuses in both reading modes, with code and offset; marks around it change nothing.</summary>
[TestFixture]
public sealed class RefusedTests
{
    private static readonly GrainReadOptions s_compatible = new() { Mode = ReadingMode.Compatible };

    [TestCase("82a16101a16102", OmsErrorCode.Corrupt, "OMS-4.1-2", 32, Description = "a key twice")]
    [TestCase("83a16101a16202a16103", OmsErrorCode.Corrupt, "OMS-4.1-2", 35, Description = "out of order and apart")]
    [TestCase("9183a16101a16202a16103", OmsErrorCode.Corrupt, "OMS-4.1-2", 36, Description = "nested")]
    [TestCase("83a16101a162c0d9016103", OmsErrorCode.Corrupt, "OMS-4.1-2", 35, Description = "under a longer header")]
    [TestCase("83a161c0a16202a161c0", OmsErrorCode.Corrupt, "OMS-4.1-2", 35, Description = "null both times")]
    [TestCase("8301020304a16b01", OmsErrorCode.Corrupt, "OMS-4.1-3", 29, Description = "a key that is no text")]
    [TestCase("81c4016b01", OmsErrorCode.Corrupt, "OMS-4.1-3", 29)]
    [TestCase("81c001", OmsErrorCode.Corrupt, "OMS-4.1-3", 29)]
    [TestCase("a1ff", OmsErrorCode.Corrupt, "OMS-4.4-4", 29, Description = "invalid UTF-8")]
    [TestCase("a561efbbbfff", OmsErrorCode.Corrupt, "OMS-4.4-4", 33, Description = "behind U+FEFF")]
    [TestCase("a465cc81ff", OmsErrorCode.Corrupt, "OMS-4.4-4", 32, Description = "behind text that is not normalized")]
    [TestCase("a3eda080", OmsErrorCode.Corrupt, "OMS-4.4-4", 29, Description = "a surrogate")]
    [TestCase("a3efbbbf", OmsErrorCode.Corrupt, "OMS-4.4-2", 29, Description = "leading U+FEFF")]
    [TestCase("a6efbbbf65cc81", OmsErrorCode.Corrupt, "OMS-4.4-2", 29)]
    [TestCase("81a3efbbbf01", OmsErrorCode.Corrupt, "OMS-4.4-2", 30)]
    [TestCase("81a4efbbbf", OmsErrorCode.Corrupt, "OMS-3.3-1", 29, Description = "truncation")]
    [TestCase("c1", OmsErrorCode.Corrupt, "R-26", 28)]
    [TestCase("d40100", OmsErrorCode.Corrupt, "R-26", 28, Description = "extension types")]
    [TestCase("d8" + "01" + "00000000000000000000000000000000", OmsErrorCode.Corrupt, "R-26", 28)]
    [TestCase("c7010100", OmsErrorCode.Corrupt, "R-26", 28)]
    [TestCase("c900000001" + "0100", OmsErrorCode.Corrupt, "R-26", 28)]
    [TestCase("ca7fc00000", OmsErrorCode.FloatInvalid, "OMS-4.3-4", 28, Description = "NaN in 32 bits")]
    [TestCase("caff800000", OmsErrorCode.FloatInvalid, "OMS-4.3-4", 28)]
    [TestCase("cb7ff8000000000000", OmsErrorCode.FloatInvalid, "OMS-4.3-4", 28)]
    [TestCase("cb7ff0000000000000", OmsErrorCode.FloatInvalid, "OMS-4.3-4", 28)]
    [TestCase("0101", OmsErrorCode.Corrupt, "OMS-4.9-3", 29, Description = "trailing bytes")]
    [TestCase("c0c0", OmsErrorCode.Corrupt, "OMS-4.9-3", 29)]
    [TestCase("dd7fffffff01", OmsErrorCode.Corrupt, "OMS-3.3-1", 28, Description = "a length beyond the input")]
    [TestCase("dbffffffff01", OmsErrorCode.Corrupt, "OMS-3.3-1", 28)]
    [TestCase("", OmsErrorCode.Corrupt, "OMS-3.3-1", 28)]
    public void Both_modes_refuse_it(string value, OmsErrorCode code, string rule, int offset)
    {
        byte[] blob = RawBlob.Of($"83{RawBlob.CreatedAt}{RawBlob.TypeOf}a178{value}");
        Refuse(blob, code, rule, offset);

        // The same with marks in front, which the Compatible mode has put up with by then.
        byte[] marked = RawBlob.Of($"83{RawBlob.TypeOf}{RawBlob.CreatedAt}a178{value}");
        Assert.That(GrainView.TryParse(marked, out _, out OmsFault fault, s_compatible), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((code, rule, (long)offset)));
        Assert.That(() => ReceivedGrain.Read(marked), Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Fault)).EqualTo(fault));
    }

    [TestCase("c001", OmsErrorCode.Corrupt, "OMS-16.2-5", 29, Description = "tag")]
    [TestCase("d9d9f701", OmsErrorCode.Corrupt, "OMS-16.2-5", 29)]
    [TestCase("9f01ff", OmsErrorCode.Corrupt, "OMS-16.2-5", 29, Description = "indefinite lengths")]
    [TestCase("bf616b01ff", OmsErrorCode.Corrupt, "OMS-16.2-5", 29)]
    [TestCase("7f6161ff", OmsErrorCode.Corrupt, "OMS-16.2-5", 29)]
    [TestCase("5f4161ff", OmsErrorCode.Corrupt, "OMS-16.2-5", 29)]
    [TestCase("f7", OmsErrorCode.Corrupt, "R-26", 29, Description = "undefined")]
    [TestCase("e0", OmsErrorCode.Corrupt, "R-26", 29)]
    [TestCase("f8ff", OmsErrorCode.Corrupt, "R-26", 29)]
    [TestCase("ff", OmsErrorCode.Corrupt, "OMS-16.2-5", 29)]
    [TestCase("1c", OmsErrorCode.Corrupt, "R-26", 29)]
    [TestCase("f97e00", OmsErrorCode.FloatInvalid, "OMS-4.3-4", 29)]
    [TestCase("fa7f800000", OmsErrorCode.FloatInvalid, "OMS-4.3-4", 29)]
    [TestCase("fb7ff8000000000000", OmsErrorCode.FloatInvalid, "OMS-4.3-4", 29)]
    [TestCase("3bffffffffffffffff", OmsErrorCode.Corrupt, "OMS-4.2-2", 29)]
    [TestCase("a2616101616102", OmsErrorCode.Corrupt, "OMS-4.1-2", 33)]
    [TestCase("a3616101616202616103", OmsErrorCode.Corrupt, "OMS-4.1-2", 36)]
    [TestCase("a10101", OmsErrorCode.Corrupt, "OMS-4.1-3", 30)]
    [TestCase("6465cc81ff", OmsErrorCode.Corrupt, "OMS-4.4-4", 33)]
    [TestCase("0101", OmsErrorCode.Corrupt, "OMS-4.9-3", 30)]
    public void Both_modes_refuse_it_in_CBOR(string value, OmsErrorCode code, string rule, int offset)
    {
        Refuse(ToleratedTests.Cbor(value), code, rule, offset);
    }

    [Test]
    public void Equal_keys_are_found_however_far_apart_and_however_alike([Values(2, 20, 3000)] int count, [Values(1, 8, 9, 40)] int prefix)
    {
        string start = new('p', prefix);
        List<(string, object?)> entries = [.. Enumerable.Range(0, count).Select(i => (start + (count - i), (object?)i))];
        ReceivedGrain sound = ReceivedGrain.Read(Nested(entries));
        Assert.That(sound.Grain.GetValue("x").AsMap(), Has.Count.EqualTo(count));
        entries.Add((start + (count - (count / 3)), null));
        byte[] blob = Nested(entries);
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, s_compatible), Is.False);
        Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-4.1-2")));
        Assert.That(PeerBlob.At(blob, fault.Offset), Is.EqualTo(entries[^1].Item1));
        Assert.That(fault.Offset, Is.EqualTo(blob.Length - PeerBlob.Value(entries[^1].Item1).Length - 1));

        static byte[] Nested(List<(string, object?)> entries) => PeerBlob.Of(8, 0, ("t", "reasoning"), ("ca", 1L), ("x", new PeerMap([.. entries])));
    }

    [Test]
    public void Keys_that_differ_only_in_trailing_zeros_are_different()
    {
        byte[] blob = PeerBlob.Of(8, 0, ("t", "reasoning"), ("ca", 1L), ("x", new PeerMap(("b", 1), ("a\0", 2), ("a", 3), ("a\0\0", 4), ("", 5))));
        Assert.That(ReceivedGrain.Read(blob).Grain.GetValue("x").AsMap(), Has.Count.EqualTo(5));
    }

    [Test]
    public void The_payload_s_own_keys_twice_are_refused()
    {
        byte[] blob = PeerBlob.Unsorted(8, 0, ("t", "reasoning"), ("ca", 1L), ("a", 1), ("t", "reasoning"));
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, s_compatible), Is.False);
        Assert.That((fault.Rule, PeerBlob.At(blob, fault.Offset)), Is.EqualTo(("OMS-4.1-2", "t")));
        Assert.That(fault.Offset, Is.EqualTo(blob.Length - 12));
    }

    [TestCase("", OmsErrorCode.TooShort)]
    [TestCase("0100080000000000", OmsErrorCode.TooShort)]
    [TestCase("02000800000000000080", OmsErrorCode.Version)]
    [TestCase("01000000000000000080", OmsErrorCode.UnknownType)]
    [TestCase("01010800000000000080", OmsErrorCode.SignedMismatch)]
    [TestCase("01000800000000000090", OmsErrorCode.NotMap)]
    [TestCase("010008000000000000a0", OmsErrorCode.NotMap, Description = "CBOR without bit 5 (R-19)")]
    [TestCase("0100080100000000000083", OmsErrorCode.NotMap, Description = "the 1.2-draft's category byte")]
    [TestCase("01200800000000000090", OmsErrorCode.Corrupt, Description = "bit 5 and no map at all")]
    public void A_frame_is_refused_in_both_modes(string hex, OmsErrorCode code)
    {
        byte[] blob = Convert.FromHexString(hex);
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault canonical), Is.False);
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault compatible, s_compatible), Is.False);
        Assert.That(compatible, Is.EqualTo(canonical));
        if (code != OmsErrorCode.Corrupt) Assert.That(compatible.Code, Is.EqualTo(code));
    }

    [Test]
    public void Every_row_of_the_invalid_vectors_that_is_no_mark_stays_refused()
    {
        int refused = 0;
        foreach (System.Text.Json.JsonElement row in Vectors.Rows("invalid"))
        {
            if (row.GetProperty("kind").GetString() != "blob" || !row.TryGetProperty("hex", out _)) continue;
            byte[] blob = Vectors.Hex(row, "hex");
            if (!GrainView.TryParse(blob, out _, out OmsFault fault, s_compatible))
            {
                refused++;
                Assert.That(fault.Offset, Is.InRange(0, blob.Length));
                continue;
            }
            ReceivedGrain received = ReceivedGrain.Read(blob);
            Assert.That(received.DeviationCount, Is.GreaterThan(0), () => row.GetProperty("name").GetString()!);
            Assert.That(received.Grain.ToBlob().Span.ToArray(), Is.EqualTo(blob));
        }
        Assert.That(refused, Is.GreaterThan(300));
    }

    private static void Refuse(byte[] blob, OmsErrorCode code, string rule, int offset)
    {
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault, s_compatible), Is.False);
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((code, rule, (long)offset)), fault.ToString());
        Assert.That(GrainView.TryParse(blob, out _, out OmsFault canonical), Is.False);
        Assert.That(canonical == fault || canonical.Offset < fault.Offset || canonical.Rule is "OMS-4.3-2" or "OMS-4.1-1", Is.True, "the Canonical mode stops there or at a mark before");
        Assert.That(GrainView.TryParse(blob, out _, out fault, s_compatible with { SkipSchema = true }), Is.False);
        Assert.That(Encoding.UTF8.GetByteCount(fault.ToString()), Is.LessThan(300));
    }
}
