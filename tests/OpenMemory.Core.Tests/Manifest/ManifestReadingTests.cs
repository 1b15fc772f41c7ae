using System.Text;

namespace OpenMemory.Tests;

/// <summary>What each reading mode makes of hand-made manifests .</summary>
[TestFixture]
public sealed class ManifestReadingTests
{
    private static readonly string s_low = new('1', 64), s_high = new('2', 64);

    private static byte[] Key(string text) => text.Length < 32 ? [(byte)(0xa0 | text.Length), .. Encoding.UTF8.GetBytes(text)] : [0xd9, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private static byte[] One(string hex) => [0x81, .. Key(s_low), .. Convert.FromHexString(hex)];

    [TestCase("81a373767405", "", OmsErrorCode.None)]
    [TestCase("81a2616301", "", OmsErrorCode.None)]
    [TestCase("81a26163cb3ff0000000000000", "", OmsErrorCode.None)]         // a whole float
    [TestCase("81a26163cb3ff8000000000000", "OMS-11.7-3", OmsErrorCode.Schema)]
    [TestCase("81a26163ff", "OMS-11.7-3", OmsErrorCode.Range)]              // below zero
    [TestCase("81a26163cfffffffffffffffff", "OMS-11.7-3", OmsErrorCode.Range)]
    [TestCase("81a26163a131", "OMS-11.7-3", OmsErrorCode.Schema)]
    [TestCase("81a3737674c3", "OMS-11.7-3", OmsErrorCode.Schema)]
    [TestCase("81a6767374617475a0", "", OmsErrorCode.None)]                 // not the key, and so ignored
    [TestCase("81a77673746174757301", "OMS-11.7-3", OmsErrorCode.Schema)]
    [TestCase("81a5727374617490", "OMS-11.7-3", OmsErrorCode.Schema)]
    [TestCase("81a26374a0", "OMS-11.7-3", OmsErrorCode.Schema)]
    [TestCase("81a17890", "", OmsErrorCode.None)]                           // an unknown key
    [TestCase("81a17882a16201a16102", "OMS-4.1-1", OmsErrorCode.Corrupt)]   // whose value must be canonical all the same
    [TestCase("81a178ca3f800000", "OMS-4.3-2", OmsErrorCode.Corrupt)]
    [TestCase("81a178c1", "R-26", OmsErrorCode.Corrupt)]
    [TestCase("820102a2616301", "OMS-4.1-3", OmsErrorCode.Corrupt)]
    public void Entries_are_read_strictly(string hex, string rule, OmsErrorCode code)
    {
        bool sound = IndexManifest.TryParse(One(hex), out IndexManifest manifest, out OmsFault fault);
        Assert.That((sound, fault.Code), Is.EqualTo((code == OmsErrorCode.None, code)), fault.ToString());
        if (sound) Assert.That(manifest, Has.Count.EqualTo(1));
        else Assert.That(fault.Rule, Is.EqualTo(rule));
    }

    [Test]
    public void Bytes_are_judged_before_meaning() // OMS-19-2
    {
        byte[] bytes = [.. One("82a26163a131a17801"), 0]; // a wrong kind, and a byte too many
        Assert.That(IndexManifest.TryParse(bytes, out _, out OmsFault fault), Is.False);
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, bytes.Length - 1L)));
        Assert.That(IndexManifest.TryParse(bytes.AsSpan(..^1), out _, out fault), Is.False);
        Assert.That((fault.Code, fault.Offset, fault.Field), Is.EqualTo((OmsErrorCode.Schema, 71L, "access_count")));
    }

    [Test]
    public void Contradicted_is_read_as_contested()
    {
        Assert.That(IndexManifest.Parse(One("81a26374c3")).Single().Value.VerificationStatus, Is.EqualTo(IndexState.Contested));
        Assert.That(IndexManifest.Parse(One("81a26374c2")).Single().Value.VerificationStatus, Is.EqualTo(IndexState.Unverified));
        Assert.That(IndexManifest.Parse(One("82a26374c3a776737461747573a9726574726163746564")).Single().Value.VerificationStatus, Is.EqualTo(IndexState.Retracted));
        byte[] again = IndexManifest.Parse(One("81a26374c3")).ToBytes();
        Assert.That(again, Is.EqualTo(One("81a776737461747573a9636f6e746573746564")), "and written as such");
    }

    [Test]
    public void The_Compatible_mode_lists_what_it_puts_up_with()
    {
        (byte[] Bytes, string Rule, int Offset)[] cases =
        [
            ([0x82, .. Key(s_high), 0x81, 0xa2, .. "ac"u8, 1, .. Key(s_low), 0x80], "OMS-4.1-1", 72),
            (One("82a776737461747573a0a2616301"), "OMS-4.1-1", 77),
            (One("81a26163cc01"), "OMS-4.2-1", 71),
            (One("81a26163c0"), "OMS-4.5-1", 71),
            ([0x81, .. Key(s_low), 0xc0], "OMS-4.5-1", 67),
            (One("81a776737461747573a365cc81"), "OMS-4.4-1", 77),
            ([0x81, .. Key("MG:sha256:" + s_low), 0x80], "R-25", 1),
            ([.. One("81a27362"), .. Key("sha256:" + s_high)], "R-25", 71),
            ([0xa1, 0x78, 64, .. Encoding.ASCII.GetBytes(s_low), 0xa0], "R-52", 0),
        ];
        foreach ((byte[] bytes, string rule, int offset) in cases)
        {
            string hex = Convert.ToHexStringLower(bytes);
            ManifestReadOptions strict = new() { Encoding = PayloadEncoding.MessagePack };
            Assert.That(IndexManifest.TryParse(bytes, out _, out OmsFault fault, strict), Is.False, hex);
            Assert.That(fault.Offset, Is.EqualTo(offset), hex);
            IndexManifest manifest = IndexManifest.Parse(bytes, strict with { Mode = ReadingMode.Compatible });
            Assert.That(manifest.Deviations.Select(static deviation => (deviation.Kind, deviation.Fault.Rule, (int)deviation.Fault.Offset)),
                Is.EqualTo(new[] { (DeviationKind.NonCanonical, rule, offset) }), hex);
            Assert.That(manifest.DeviationCount, Is.EqualTo(1));
            byte[] canonical = manifest.ToBytes();
            Assert.That(IndexManifest.Parse(canonical).ToBytes(), Is.EqualTo(canonical), hex);
            Assert.That(IndexManifest.Parse(canonical).Select(static entry => entry.Key), Is.EqualTo(manifest.Select(static entry => entry.Key)), hex);
        }
    }

    [Test]
    public void Several_deviations_are_listed_together()
    {
        string[][] rules = [["OMS-4.2-1", "OMS-4.1-1", "OMS-4.5-1"], ["R-25", "OMS-4.1-1", "R-25", "OMS-4.3-2"], ["OMS-4.4-1", "OMS-4.1-1", "OMS-4.2-1"], ["OMS-16.2-2", "OMS-16.2-2", "OMS-4.1-1", "OMS-16.2-2"]];
        foreach ((byte[] bytes, string[] expected) in ManifestSamples.Loose.Zip(rules))
        {
            Assert.That(IndexManifest.TryParse(bytes, out _, out _), Is.False);
            IndexManifest manifest = IndexManifest.Parse(bytes, new() { Mode = ReadingMode.Compatible });
            Assert.That(manifest.Deviations.Select(static deviation => deviation.Fault.Rule), Is.EqualTo(expected));
            Assert.That(manifest.Select(static entry => entry.Key), Is.Ordered);
        }
    }

    [Test]
    public void The_Compatible_mode_refuses_what_R_26_refuses()
    {
        byte[][] cases =
        [
            [0x82, .. Key(s_low), 0x80, .. Key(s_low), 0x80],
            [0x83, .. Key(s_low), 0x80, .. Key(s_high), 0x80, .. Key(s_low), 0x80],
            [0x82, .. Key(s_low), 0x80, .. Key("sha256:" + s_low), 0x80], // equal once the prefix is off
            [0x82, .. Key("sha256:" + s_low), 0x80, .. Key("mg:sha256:" + s_low), 0x80],
            One("82a2616301a2616302"), One("81a178c1"), One("c3"), [.. One("80"), 0],
            [0x81, .. Key(s_low.Replace('1', 'A')), 0x80], [0x81, .. Key("md5:" + s_low), 0x80],
            [], [0xc0], [0x90], [0xbf, 0xff],
        ];
        foreach (byte[] bytes in cases)
            Assert.That(IndexManifest.TryParse(bytes, out _, out OmsFault fault, new() { Mode = ReadingMode.Compatible }), Is.False, $"{Convert.ToHexStringLower(bytes)} {fault}");
    }

    [Test]
    public void CBOR_orders_short_keys_first() // R-13, OMS-16.2-2
    {
        IndexState state = new() { AccessCount = 1, SupersededBy = default(ContentAddress), LastAccessedAt = 2, SystemValidTo = 3, RecStatus = "x", VerificationStatus = "y" };
        byte[] bytes = IndexManifest.Create([new(default, state)]).ToBytes(PayloadEncoding.Cbor);
        string zeros = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(new string('0', 64)));
        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo($"a17840{zeros}a662616301627362 7840{zeros}636c616102637376740365727374617461786776737461747573 6179".Replace(" ", "", StringComparison.Ordinal)));
        Assert.That(IndexManifest.Parse(bytes)[default], Is.EqualTo(state));
    }
}
