using OpenMemory.Fuzzing;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Mutated JSON: nothing but a fault comes out, and what is accepted is written and read again.</summary>
[TestFixture]
public sealed class JsonFuzzTests
{
    private static readonly string[] s_words =
    [
        "\"", "{", "}", "[", "]", ":", ",", "\\", "\\ud800", "\\udc00", "\\u0000", "\\ufeff", "{\"$bytes\":\"AA==\"}", "{\"$bytes\":", "{\"$opaque\":", "1e999",
        "-1e999", "1e99999999999999999999", "0e99999999999", "1e-99999999999", "18446744073709551616", "-9223372036854775809", "-", "-0", "-0.0", "1.",
        ".5", "null", "true", "NaN", new string('[', 300), "\"type\":\"fact\",", "\"type_byte\":240,", "\"created_at\":\"2026-01-01T00:00:00Z\",", "\"s\":1,",
    ];

    private static readonly byte[][] s_corpus =
    [
        .. Vectors.Rows("grain-types").Select(static row => Encoding.UTF8.GetBytes(row.GetProperty("input").GetRawText())),
        .. Vectors.Of("opaque").Select(static blob => Encoding.UTF8.GetBytes(GrainJson.ToJson(Grain.Read(blob.Bytes)))),
    ];

    private int _accepted;

    [TestCase(3, 40_000)]
    public void Mutants_are_refused_or_come_back(int seed, int count)
    {
        _accepted = 0;
        Fuzz.Run(seed, count, s_corpus, s_words, Check);
        Assert.That(_accepted, Is.GreaterThan(count / 50), "the mutants reach beyond the JSON parser");
    }

    [Test, Explicit("Runs until it finds something or is stopped.")]
    public void Mutants_without_end() => Fuzz.Run(Environment.TickCount, long.MaxValue, s_corpus, s_words, Check);

    private void Check(byte[] json)
    {
        try
        {
            GrainBlob blob = GrainJson.Encode(json);
            _accepted++;
            Assert.That(GrainView.TryParse(blob.Span, out _, out OmsFault fault), Is.True, fault.ToString());
            string again = GrainJson.ToJson(blob.ToGrain());
            Assert.That(GrainJson.Encode(Encoding.UTF8.GetBytes(again)), Is.EqualTo(blob), again);
        }
        catch (OmsException exception)
        {
            Assert.That(exception.Fault.Rule, Is.Not.Empty);
            Assert.That(exception.Fault.Offset, Is.InRange(-1, json.Length));
        }
        try
        {
            GrainProbe.ReadAll(GrainJson.Parse(json, restore: true));
        }
        catch (OmsException exception)
        {
            Assert.That(exception.Code, Is.Not.EqualTo(OmsErrorCode.None));
        }
    }
}
