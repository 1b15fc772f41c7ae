namespace OpenMemory.Tests;

/// <summary>Envelopes that are not exactly what §9.1 describes are refused, with the offset of the first deviation (OMS-9.1-1, R-7).</summary>
[TestFixture]
public sealed class EnvelopeRefusalTests
{
    [TestCase("", 0, "no bytes")]
    [TestCase("d2", 0, "a tag alone")]
    [TestCase("84", 0, "an array's head alone")]
    [TestCase("d29f", 0, "an array without length")]
    [TestCase("d285", 0, "five parts")]
    [TestCase("d283", 0, "three parts")]
    [TestCase("d184", 0, "tag 17")]
    [TestCase("d86284", 0, "tag 98")]
    [TestCase("d81284", 0, "tag 18 in two bytes")]
    [TestCase("d2d284", 0, "tag 18 twice")]
    [TestCase("d29804", 0, "an array's length in two bytes")]
    public void A_wrong_beginning_is_refused(string start, int offset, string what) =>
        IsRefused(start.Length < 4 ? Convert.FromHexString(start) : RawEnvelope.Of(start), offset, what);

    [TestCase("5f4aa2012704456469643a78ff", 2, "a byte string without length")]
    [TestCase("580aa2012704456469643a78", 2, "a length in two bytes")]
    [TestCase("a0", 2, "a map that is no byte string")]
    [TestCase("5bffffffffffffffff", 2, "a huge length")]
    [TestCase("5bffffffffffffffffa20127", 2, "a huge length before more")]
    [TestCase("40", 3, "an empty byte string")]
    [TestCase("41a0", 3, "an empty map")]
    [TestCase("4180", 3, "an array")]
    [TestCase("4ba2012704456469643a7800", 13, "a byte behind the map")]
    [TestCase("4aa3012704456469643a78", 13, "an entry too few")]
    [TestCase("48a104456469643a78", 3, "no algorithm")]
    [TestCase("43a10127", 3, "no key id")]
    [TestCase("4bbf012704456469643a78ff", 3, "a map without length")]
    [TestCase("4aa2012704566469643a78", 7, "a key id longer than the header")]
    [TestCase("4ca20127045f456469643a78ff", 7, "a key id without length")]
    [TestCase("4ba218012704456469643a78", 4, "a label in two bytes")]
    [TestCase("4ba201380704456469643a78", 5, "an algorithm in two bytes")]
    [TestCase("4ba20127045805646964783a", 7, "a key id's length in two bytes")]
    [TestCase("4ca30127012704456469643a78", 6, "an algorithm twice")]
    [TestCase("4aa204456469643a780127", 11, "labels out of order")]
    [TestCase("4da3012702810104456469643a78", 6, "critical headers")]
    [TestCase("45a201270440", 7, "an empty key id")]
    [TestCase("45a201270460", 7, "an empty text as key id")]
    [TestCase("45a201270405", 7, "a number as key id")]
    [TestCase("46a2012704418f", 8, "a key id that is not UTF-8")]
    [TestCase("46a2012704618f", 8, "a text that is not UTF-8 as key id")]
    [TestCase("4ba201616104456469643a78", 5, "a text as algorithm")]
    [TestCase("4ba201414104456469643a78", 5, "bytes as algorithm")]
    [TestCase("4aa201f604456469643a78", 5, "null as algorithm")]
    [TestCase("52a2013bffffffffffffffff04456469643a78", 5, "an algorithm beyond 64 bits")]
    [TestCase("4da3012704456469643a784100f6", 13, "bytes as label")]
    [TestCase("4ca3012704456469643a78f6f6", 13, "null as label")]
    public void A_wrong_protected_header_is_refused(string header, int offset, string what) => IsRefused(RawEnvelope.Of(header: header), offset, what);

    [TestCase("bfff", 13, "no length")]
    [TestCase("b800", 13, "a count in two bytes")]
    [TestCase("80", 13, "an array instead")]
    [TestCase("f6", 13, "null instead")]
    [TestCase("baffffffff", 13, "a huge count")]
    [TestCase("bbffffffffffffffff", 13, "the hugest count")]
    [TestCase("a205000500", 16, "a label twice")]
    [TestCase("a206000500", 16, "labels that descend")]
    [TestCase("a26362626200626161" + "00", 19, "texts that descend")]
    [TestCase("a1410000", 14, "bytes for a label")]
    [TestCase("a18000", 14, "an array for a label")]
    [TestCase("a10127", 14, "the algorithm again")]
    [TestCase("a1028101", 14, "critical headers here")]
    [TestCase("a1044178", 14, "the key id again")]
    [TestCase("a161ff00", 15, "a text that is not UTF-8 as label")]
    [TestCase("a10561ff", 16, "a text that is not UTF-8")]
    [TestCase("a1051c", 15, "a reserved head")]
    [TestCase("a105f810", 15, "a simple value in two bytes")]
    [TestCase("a105ff", 15, "a break")]
    [TestCase("a1059fff", 15, "an array without length as value")]
    [TestCase("a105a201000100", 18, "a key twice in a map")]
    [TestCase("a1636961741800", 18, "a time in two bytes")]
    public void A_wrong_unprotected_header_is_refused(string other, int offset, string what) =>
        IsRefused(RawEnvelope.Of(other: other), offset, what);

    [TestCase("f6", "42aabb", 14, "a detached payload")]
    [TestCase("63010203", "42aabb", 14, "a text as payload")]
    [TestCase("5f43010203ff", "42aabb", 14, "a payload without length")]
    [TestCase("5803010203", "42aabb", 14, "a payload's length in two bytes")]
    [TestCase("5affffffff", "42aabb", 14, "a huge payload")]
    [TestCase("44010203", "42aabb", 19, "a payload that takes a byte of the signature")]
    [TestCase("43010203", "6161", 18, "a text as signature")]
    [TestCase("43010203", "5f42aabbff", 18, "a signature without length")]
    [TestCase("43010203", "5802aabb", 18, "a signature's length in two bytes")]
    [TestCase("43010203", "43aabb", 18, "a signature longer than the rest")]
    [TestCase("43010203", "42aabb00", 21, "a byte behind the envelope")]
    [TestCase("43010203", "42aabbd284", 21, "another envelope behind it")]
    public void A_wrong_payload_or_signature_is_refused(string payload, string signature, int offset, string what) =>
        IsRefused(RawEnvelope.Of(payload: payload, signature: signature), offset, what);

    /// <summary>RFC 9052 §3: no label stands in both headers.</summary>
    [TestCase("4ca3012704456469643a780500", "a10500", 16)]
    [TestCase("4fa3012704456469643a78656162636465" + "00", "a2636162630065616263646500", 26)]
    public void A_label_in_both_headers_is_refused(string header, string other, int offset)
    {
        string content = header[2..];
        IsRefused(RawEnvelope.Of(header: RawEnvelope.Header(content), other: other), offset);
    }

    [Test]
    public void What_is_nested_too_deeply_is_refused()
    {
        string Nested(int depth) => "a105" + string.Concat(Enumerable.Repeat("81", depth)) + "00";
        Assert.That(EnvelopeView.TryParse(RawEnvelope.Of(other: Nested(16)), out _, out _), Is.True);
        IsRefused(RawEnvelope.Of(other: Nested(17)), 15 + 17);
        IsRefused(RawEnvelope.Of(other: Nested(100_000)), 15 + 17);
    }

    [Test]
    public void An_envelope_that_is_cut_short_is_refused_at_every_length()
    {
        byte[] whole = RawEnvelope.Of(other: "a263696174" + "1a00010000" + "646c6f6e67" + "8301a10203f5");
        Assert.That(EnvelopeView.TryParse(whole, out _, out OmsFault none), Is.True, none.ToString());
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.That(EnvelopeView.TryParse(whole.AsSpan(0, length), out _, out OmsFault fault), Is.False);
            Assert.That(fault.Code, Is.EqualTo(OmsErrorCode.Corrupt));
            Assert.That(fault.Offset, Is.InRange(0, length), $"cut at {length}");
        }
    }

    [Test]
    public void Parse_throws_what_TryParse_says()
    {
        byte[] bytes = RawEnvelope.Of(payload: "f6");
        Assert.That(EnvelopeView.TryParse(bytes, out _, out OmsFault fault), Is.False);
        Assert.That(() => EnvelopeView.Parse(bytes).Algorithm, Throws.TypeOf<OmsException>().With.Property(nameof(OmsException.Fault)).EqualTo(fault));
    }

    private static void IsRefused(byte[] bytes, int offset, string what = "")
    {
        Assert.That(EnvelopeView.TryParse(bytes, out EnvelopeView view, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, (long)offset)), $"{what}: {fault}");
        Assert.That(fault.Rule, Is.EqualTo("OMS-9.1-1").Or.EqualTo("OMS-9.1-5").Or.EqualTo("R-7"));
        Assert.That(view.Bytes.Length, Is.Zero);
    }
}
