using System.Buffers.Text;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>What the direct road takes, so that it is never slow by accident; and single things of which it must take nothing too much.</summary>
[TestFixture]
public sealed class DirectRoadTests
{
    [TestCase("\"type\":\"reasoning\",\"created_at\":1")]
    [TestCase("\"created_at\":1,\"x\":{\"type\":\"no\"},\"type\":\"reasoning\"", Description = "the type comes last")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":\"2026-01-15T10:00:00.000Z\"")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":\"2026-01-15T11:00:00.123456789+01:00\"")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"conclusion\":\"a \\\"b\\\" \\u00e9 \\ud83d\\ude00\"")]
    [TestCase("\"t\\u0079pe\":\"reasoning\",\"created_at\":1,\"\\u0078\":{\"\\u0079\":\"\\n\"}")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"conclusion\":null,\"x\":null,\"y\":{\"a\":null,\"b\":[null,{\"c\":null}]}")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":{\"$bytes\":\"AAEC\"},\"y\":[{\"$bytes\":\"\"}]")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":{\"$bytes\":\"AAEC\",\"more\":1}")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,[18446744073709551615,-0.0,1e3]]")]
    [TestCase("\"context\":{\"int:base_url\":\"u\",\"own\":{\"int:base_url\":\"v\"}},\"type\":\"fact\",\"created_at\":1,\"subject\":\"s\",\"relation\":\"r\",\"object\":\"\",\"confidence\":1,\"structural_tags\":[\"profile:integration\"]")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"related_to\":[{\"hash\":\"a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395a8e4b1d76f0c2395\",\"relation_type\":\"similar\",\"weight\":1}]")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"content_refs\":[{\"uri\":\"u\",\"modality\":\"image\",\"checksum\":null},{\"citation_type\":\"doi\",\"identifier\":\"1\",\"uri\":\"w\"}]")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"provenance_chain\":[{\"source_hash\":\"a\",\"method\":\"m\",\"weight\":1}]")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":{\"$ref\":\"#/$defs/a\"}")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":1,\"y\":{\"x\":null,\"created_at\":null}", Description = "names of the map around are free")]
    public void Plain_grains_are_taken(string members)
    {
        byte[] json = Encoding.UTF8.GetBytes($"{{{members}}}");
        Assert.That(TwoRoads.Agree(json), Is.True);
    }

    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":null,\"x\":1", "OMS-4.1-2")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":1,\"\\u0078\":null", "OMS-4.1-2")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":null,\"x\":null", "OMS-4.1-2")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"created_at\":null", "OMS-4.1-2")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"type\":\"reasoning\"", "OMS-4.1-2")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":{\"a\":null,\"b\":1,\"a\":2}", "OMS-4.1-2")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"related_to\":[{\"hash\":null,\"hash\":\"x\"}]", "OMS-4.1-2")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"related_to\":[{\"h\":\"x\"}]", "R-28")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":{\"\\u00e9\":1,\"e\\u0301\":2}", "OMS-4.1-4")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"x\":{\"$bytes\":\"?\"}", "R-26")]
    [TestCase("\"type\":\"belief\",\"created_at\":1", "OMS-L-20")]
    [TestCase("\"type\":\"tool\",\"created_at\":1,\"execution_mode\":\"code_exec\",\"code\":\"c\",\"is_error\":true,\"exit_code\":1,\"aknd\":1", "OMS-L-20")]
    [TestCase("\"type\":\"event\",\"created_at\":1,\"content\":\"c\",\"mail:from\":\"x\"", "OMS-A.8-1")]
    [TestCase("\"type\":\"fact\",\"created_at\":1,\"subject\":\"u\",\"relation\":\"prefers\",\"object\":\"x\",\"confidence\":0.5,\"mail:from\":\"x\"", "OMS-A.8-1")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"t\":\"x\"", "OMS-6-5")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1,\"conclusion\":\"\\ud800\"", "OMS-4.4-4")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":\"2026-02-30T00:00:00Z\"", "R-27")]
    [TestCase("\"type\":\"reasoning\",\"created_at\":1} {", "R-27")]
    public void What_is_refused_is_refused_by_both(string members, string rule)
    {
        byte[] json = Encoding.UTF8.GetBytes($"{{{members}}}");
        Assert.That(TwoRoads.Agree(json), Is.False);
        Assert.That(Assert.Throws<OmsException>(() => GrainJson.Encode(json))!.Fault.Rule, Is.EqualTo(rule));
    }

    [TestCase("\"y\":{\"a\":\"\\ud800\"}", Description = "refused by an exception")]
    [TestCase("\"y\":{\"a\":null,\"b\":1,\"a\":2}", Description = "given up")]
    [TestCase("\"y\":{\"z\":{\"\\u00e9\":1,\"e\\u0301\":2}}", Description = "refused when a map inside ends")]
    public void What_was_refused_before_on_the_thread_makes_no_difference(string refused) // OMS-4.1-2
    {
        byte[] before = Encoding.UTF8.GetBytes($"{{\"type\":\"reasoning\",\"created_at\":1,{refused}}}");
        byte[] twice = "{\"type\":\"reasoning\",\"x\":1,\"created_at\":1,\"x\":null}"u8.ToArray();
        Assert.That(() => GrainJson.Encode(before), Throws.InstanceOf<OmsException>());
        Assert.That(Assert.Throws<OmsException>(() => GrainJson.Encode(twice))!.Fault.Rule, Is.EqualTo("OMS-4.1-2"));
        Assert.That(TwoRoads.Agree(before) || TwoRoads.Agree(twice), Is.False);
    }

    [Test]
    public void Usual_times_are_the_times_of_the_parser() // OMS-4.8-1
    {
        Random random = new(7);
        string[] pieces = ["0000", "0001", "0002", "1969", "2024", "9998", "9999", "00", "01", "02", "12", "13", "23", "24", "28", "29", "30", "31", "59", "60", ".", ".0", ".9999", ".1234567890", "Z", "+00:00", "-00:00", "+13:59", "-14:00", "+14:01", "z", "x"];
        int usual = 0;
        for (int i = 0; i < 200_000; i++)
        {
            string Pick() => pieces[random.Next(7, 20)];
            string text = $"{pieces[random.Next(7)]}-{Pick()}-{Pick()}T{Pick()}:{Pick()}:{Pick()}{(random.Next(2) == 0 ? "" : pieces[random.Next(20, 24)])}{pieces[random.Next(24, pieces.Length)]}";
            if (!EpochMilliseconds.TryParseUsual(Encoding.UTF8.GetBytes(text), out EpochMilliseconds time)) continue;
            usual++;
            Assert.That(EpochMilliseconds.ParseIso8601(text), Is.EqualTo(time), text);
        }
        Assert.That(usual, Is.GreaterThan(2000));
    }

    [Test]
    public void Whatever_base64_one_decoder_takes_the_other_takes_as_the_same_bytes()
    {
        Random random = new(8);
        byte[] alphabet = "AZaz09+/=-_\n"u8.ToArray();
        for (int i = 0; i < 200_000; i++)
        {
            byte[] text = random.GetItems(alphabet, random.Next(9));
            byte[] ours = new byte[8], theirs = new byte[8];
            bool taken = Base64.DecodeFromUtf8(text, ours, out int read, out int length) == System.Buffers.OperationStatus.Done && read == text.Length;
            if (!taken) continue;
            Assert.That(Convert.TryFromBase64String(Encoding.ASCII.GetString(text), theirs, out int expected), Is.True, Encoding.ASCII.GetString(text));
            Assert.That(ours.AsSpan(0, length).SequenceEqual(theirs.AsSpan(0, expected)), Is.True);
        }
    }
}
