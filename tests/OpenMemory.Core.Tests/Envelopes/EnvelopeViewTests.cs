using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>What an envelope says, read in place (§9.1, R-6, R-7).</summary>
[TestFixture]
public sealed class EnvelopeViewTests
{
    private static readonly string[] s_kidForms = ["4aa2012704456469643a78", "4aa2012704656469643a78"];

    [Test]
    public void Every_envelope_of_the_vectors_is_read()
    {
        foreach (JsonElement row in Vectors.Rows("cose"))
        {
            byte[] bytes = Vectors.Hex(row, "envelope_hex");
            EnvelopeView view = EnvelopeView.Parse(bytes);
            Assert.That(EnvelopeView.IsEnvelope(bytes), Is.True);
            Assert.That(view.ProtectedHeader.SequenceEqual(Vectors.Hex(row, "protected_hex")), Is.True);
            Assert.That(view.Signature.SequenceEqual(Vectors.Hex(row, "signature_hex")), Is.True);
            Assert.That(view.Algorithm, Is.EqualTo(row.GetProperty("alg").GetInt64()));
            Assert.That(Encoding.UTF8.GetString(view.KeyId), Is.EqualTo(row.GetProperty("kid").GetString()));
            Assert.That(view.IssuedAt, Is.EqualTo(row.GetProperty("iat").GetInt64()));
            Assert.That(Encoding.UTF8.GetString(view.ContentType), Is.EqualTo(EnvelopeView.MessagePackContentType));
            Assert.That(ContentAddress.Compute(view.Payload).ToString(), Is.EqualTo(row.GetProperty("address").GetString()));
            Assert.That(bytes.AsSpan(view.PayloadOffset, view.Payload.Length).SequenceEqual(view.Payload), Is.True);
            Assert.That(view.Bytes.Length, Is.EqualTo(bytes.Length));
        }
    }

    /// <summary>R-7: the key id as bytes or as text, the envelope with or without its tag; any algorithm and content type is read.</summary>
    [TestCaseSource(nameof(s_kidForms))]
    public void Bytes_and_text_name_the_key(string header)
    {
        foreach (string start in (string[])["d284", "84"])
        {
            EnvelopeView view = EnvelopeView.Parse(RawEnvelope.Of(start, header));
            Assert.That(view.KeyId.SequenceEqual("did:x"u8), Is.True);
            Assert.That(view.Algorithm, Is.EqualTo(-8));
            Assert.That(view.ContentType.Length, Is.Zero);
            Assert.That(view.IssuedAt, Is.Null);
        }
    }

    [TestCase("01390100", -257L)]
    [TestCase("011a7fffffff", int.MaxValue)]
    [TestCase("011b7fffffffffffffff", long.MaxValue)]
    [TestCase("013b7fffffffffffffff", long.MinValue)]
    [TestCase("0100", 0L)]
    public void Algorithms_that_nobody_knows_are_read(string entry, long algorithm) =>
        Assert.That(EnvelopeView.Parse(RawEnvelope.Of(header: RawEnvelope.Header("a2" + entry + "04456469643a78"))).Algorithm, Is.EqualTo(algorithm));

    [TestCase("0300", "")]
    [TestCase("03616d", "m")]
    [TestCase("03416d", "")]
    public void A_content_type_is_a_text_or_none(string entry, string expected) =>
        Assert.That(Encoding.UTF8.GetString(EnvelopeView.Parse(RawEnvelope.Of(header: RawEnvelope.Header("a30127" + entry + "04456469643a78"))).ContentType), Is.EqualTo(expected));

    /// <summary>R-6: <c>iat</c> as text label, else label 6, else claim 6 of label 15; what is no integer of 64 bits says nothing.</summary>
    [TestCase("a0", null)]
    [TestCase("a16369617405", 5L)]
    [TestCase("a16369617424", -5L)]
    [TestCase("a1636961741b7fffffffffffffff", long.MaxValue)]
    [TestCase("a1636961741bffffffffffffffff", null)]
    [TestCase("a163696174fb3ff8000000000000", null)]
    [TestCase("a16369617461" + "35", null)]
    [TestCase("a10607", 7L)]
    [TestCase("a1064107", null)]
    [TestCase("a10fa10608", 8L)]
    [TestCase("a10fa3016178" + "0609636e6577f5", 9L)]
    [TestCase("a10fa10649", null)]
    [TestCase("a10f06", null)]
    [TestCase("a206070fa10608", 7L)]
    [TestCase("a306070fa106086369617405", 5L)]
    [TestCase("a20fa106086369617461" + "35", 8L)]
    public void The_time_of_signing_has_three_forms(string other, long? expected)
    {
        string whole = other == "a10fa10649" ? "a10fa1064107" : other;
        Assert.That(EnvelopeView.Parse(RawEnvelope.Of(other: whole)).IssuedAt, Is.EqualTo(expected));
    }

    /// <summary>RFC 9597 would rather have claims protected; R-6 reads them for information wherever they stand.</summary>
    [TestCase("0fa10608", 8L)]
    [TestCase("6369617409", 9L)]
    public void The_time_of_signing_may_be_protected(string entry, long expected) =>
        Assert.That(EnvelopeView.Parse(RawEnvelope.Of(header: RawEnvelope.Header("a3012704456469643a78" + entry))).IssuedAt, Is.EqualTo(expected));

    [TestCase("a10fa206000600")]
    [TestCase("a10fa206000500")]
    [TestCase("a10fa1069f")]
    public void Claims_that_are_not_well_formed_are_refused(string other) =>
        Assert.That(EnvelopeView.TryParse(RawEnvelope.Of(other: other), out _, out _), Is.False);

    [Test]
    public void Headers_that_nobody_knows_are_passed_over()
    {
        string unknown = "a4" + "1863" + "a163616263" + "820102" + "390100" + "c11a00010203" + "6178" + "fa3f800000" + "637a7a7a" + "f7";
        EnvelopeView view = EnvelopeView.Parse(RawEnvelope.Of(other: unknown));
        Assert.That(view.KeyId.SequenceEqual("did:x"u8), Is.True);
        Assert.That(view.Payload.SequenceEqual(new byte[] { 1, 2, 3 }), Is.True);
    }

    [Test]
    public void Reading_an_envelope_allocates_nothing()
    {
        byte[] sound = RawEnvelope.Of(other: "a306070fa106086369617405"), unsound = RawEnvelope.Of(payload: "f6");
        int read = 0;
        Assert.That(Allocations.Of(() => read += EnvelopeView.TryParse(sound, out _, out _) ? 1 : 0), Is.Zero);
        Assert.That(Allocations.Of(() => read += EnvelopeView.TryParse(unsound, out _, out _) ? 1 : 0), Is.Zero);
        Assert.That(read, Is.GreaterThanOrEqualTo(Allocations.Times));
    }

    /// <summary>The walk that looks for labels in both headers goes through each once.</summary>
    [Test]
    public void Time_is_linear_in_the_number_of_labels()
    {
        const int count = 100_000;
        string common = new('k', 50);
        byte[] protectedMap = [.. RawCbor.Head(0xa0, count + 2, 4), 0x01, 0x27, 0x04, 0x41, (byte)'d', .. Labels(common + "a", count)];
        byte[] bytes = [0xd2, 0x84, .. RawCbor.Head(0x40, (ulong)protectedMap.Length, 4), .. protectedMap, .. RawCbor.Head(0xa0, count, 4), .. Labels(common + "b", count), 0x41, 1, 0x41, 2];
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(EnvelopeView.TryParse(bytes, out EnvelopeView view, out OmsFault fault), Is.True, fault.ToString());
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        Assert.That(view.Payload.Length, Is.EqualTo(1));
    }

    private static byte[] Labels(string beginning, int count)
    {
        List<byte> bytes = [];
        for (int i = 0; i < count; i++)
        {
            byte[] text = Encoding.ASCII.GetBytes($"{beginning}{i:d6}");
            bytes.AddRange(RawCbor.Head(0x60, (ulong)text.Length, 1));
            bytes.AddRange(text);
            bytes.Add(0);
        }
        return [.. bytes];
    }
}
