using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Tests;

/// <summary>
/// The examples of RFC 8949, appendix A, as values inside a grain: what is deterministic (§4.2.1) and fits a grain is read and
/// written again as the same bytes (OMS-16.2-2); the rest is refused (OMS-16.2-5, R-26).
/// </summary>
[TestFixture]
public sealed partial class CborAppendixATests
{
    private const int Offset = RawCbor.ValueOffset + 1; // inside an array, because a map has no null entries

    /// <summary>One example: its bytes, and its value as JSON or, where JSON has none, in diagnostic notation (RFC 8949 §8).</summary>
    private sealed record Example(byte[] Bytes, bool RoundTrips, JsonElement? Decoded, string Diagnostic)
    {
        public override string ToString() => $"{Convert.ToHexStringLower(Bytes)} {Decoded?.GetRawText() ?? Diagnostic}";
    }

    [Test]
    public void Every_example_is_read_and_written_alike_or_refused_for_its_reason()
    {
        int accepted = 0, refused = 0;
        foreach (Example example in Examples())
        {
            byte[] blob = RawCbor.WithValue([0x81], example.Bytes);
            bool isSound = GrainView.TryParse(blob, out _, out OmsFault fault);
            if (Refusal(example) is { } reason)
            {
                Assert.That(isSound, Is.False, example.ToString());
                Assert.That((fault.Code, fault.Rule), Is.EqualTo(reason), example.ToString());
                Assert.That(fault.Offset, Is.InRange(Offset, Offset + example.Bytes.Length - 1), example.ToString());
                Assert.Throws<OmsException>(() => ReceivedGrain.Read(blob), $"{example}: no mode reads it (R-26)");
                refused++;
                continue;
            }
            Assert.That(isSound, Is.True, $"{example}: {fault}");
            OmsValue value = Value(example);
            Grain read = Grain.Read(blob);
            Assert.That(read.Extra["x"].AsArray()[0], Is.EqualTo(value), example.ToString());
            Assert.That(Convert.ToHexStringLower(read.ToBlob().Span), Is.EqualTo(Convert.ToHexStringLower(blob)), example.ToString());
            Assert.That(Convert.ToHexStringLower(Written(value)), Is.EqualTo(Convert.ToHexStringLower(example.Bytes)), $"{example}: as an author writes it");
            accepted++;
        }
        Assert.That(accepted, Is.GreaterThan(40));
        Assert.That(refused, Is.GreaterThan(30));
    }

    [Test]
    public void A_longer_form_of_an_example_is_refused_and_the_Compatible_mode_notes_it()
    {
        int longer = 0;
        foreach (Example example in Examples().Where(static example => Refusal(example) is null))
        {
            OmsValue value = Value(example);
            foreach (byte[] form in LongerForms(example.Bytes))
            {
                byte[] blob = RawCbor.WithValue([0x81], form);
                string what = $"{example} as {Convert.ToHexStringLower(form)}";
                Assert.That(GrainView.TryParse(blob, out _, out OmsFault fault), Is.False, what);
                Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-16.2-2", (long)Offset)), what);

                ReceivedGrain received = ReceivedGrain.Read(blob);
                Assert.That(received.Grain.Extra["x"].AsArray()[0], Is.EqualTo(value), what);
                Assert.That(received.Deviations, Is.EqualTo(new[] { new Deviation(DeviationKind.NonCanonical, fault) }), what);
                Assert.That(received.Blob.Span.SequenceEqual(blob), Is.True, "the bytes stay (R-26)");
                Assert.That(received.Blob.IsCanonical, Is.False);
                longer++;
            }
        }
        Assert.That(longer, Is.GreaterThan(100));
    }

    /// <summary>Why an example cannot stand in a grain: from its value and whether its bytes are the deterministic ones.</summary>
    private static (OmsErrorCode Code, string Rule)? Refusal(Example example)
    {
        if (example.Diagnostic is "NaN" or "Infinity" or "-Infinity") return (OmsErrorCode.FloatInvalid, "OMS-4.3-4");
        if (Tagged().IsMatch(example.Diagnostic)) return (OmsErrorCode.Corrupt, "OMS-16.2-5");
        if (example.Diagnostic == "undefined" || example.Diagnostic.StartsWith("simple(", StringComparison.Ordinal)) return (OmsErrorCode.Corrupt, "R-26");
        if (!example.RoundTrips) return (OmsErrorCode.Corrupt, "OMS-16.2-5"); // floats apart, those are the indefinite lengths
        if (NumberedMap().IsMatch(example.Diagnostic)) return (OmsErrorCode.Corrupt, "OMS-4.1-3");
        if (example.Decoded is not { ValueKind: JsonValueKind.Number } number || IsFloat(number)) return null;
        BigInteger integer = BigInteger.Parse(number.GetRawText(), CultureInfo.InvariantCulture);
        if (integer >= long.MinValue && integer <= ulong.MaxValue) return null;
        bool needsTag = integer > ulong.MaxValue || -1 - integer > ulong.MaxValue; // a bignum (RFC 8949 §3.4.3)
        return (OmsErrorCode.Corrupt, needsTag ? "OMS-16.2-5" : "OMS-4.2-2");
    }

    private static OmsValue Value(Example example) => example.Decoded is { } decoded
        ? Plain(decoded)
        : OmsValue.FromBytes(Convert.FromHexString(ByteString().Match(example.Diagnostic).Groups["hex"].Value));

    private static OmsValue Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => OmsValue.Null,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.Object => new OmsMap(value.EnumerateObject().Select(static entry => KeyValuePair.Create(entry.Name, Plain(entry.Value)))),
        _ when IsFloat(value) => value.GetDouble(),
        _ => value.TryGetInt64(out long signed) ? signed : value.GetUInt64(),
    };

    private static bool IsFloat(JsonElement number) => number.GetRawText().AsSpan().IndexOfAny(".eE") >= 0;

    /// <summary>The same value with its first head, or its float, in every longer form.</summary>
    private static IEnumerable<byte[]> LongerForms(byte[] bytes)
    {
        byte major = (byte)(bytes[0] & 0xe0);
        int info = bytes[0] & 0x1f, size = info < 24 ? 0 : 1 << (info - 24);
        if (major == 0xe0)
        {
            if (info < 25) yield break; // false, true, null
            double value = size == 2 ? (double)BitConverter.ToHalf([bytes[2], bytes[1]]) : size == 4 ? BitConverter.ToSingle([bytes[4], bytes[3], bytes[2], bytes[1]]) : 0;
            if (size == 2) yield return RawCbor.Head(major, BitConverter.SingleToUInt32Bits((float)value), 4);
            if (size <= 4) yield return RawCbor.Head(major, BitConverter.DoubleToUInt64Bits(value), 8);
            yield break;
        }
        ulong number = size == 0 ? (ulong)info : bytes[1..(1 + size)].Aggregate(0UL, static (sum, part) => (sum << 8) | part);
        foreach (int longer in (int[])[1, 2, 4, 8])
        {
            if (longer > size) yield return [.. RawCbor.Head(major, number, longer), .. bytes[(1 + size)..]];
        }
    }

    private static byte[] Written(OmsValue value)
    {
        GrainBlob blob = new Reasoning { CreatedAt = 1, Encoding = PayloadEncoding.Cbor, Extra = new() { ["x"] = OmsValue.FromArray(value) } }.ToBlob();
        return blob.Span[Offset..^4].ToArray();
    }

    private static List<Example> Examples()
    {
        return [.. ExternalVectors.Read("cbor-appendix-a.json").EnumerateArray().Select(static row => new Example(
            Convert.FromHexString(row.GetProperty("hex").GetString()!),
            row.GetProperty("roundtrip").GetBoolean(),
            row.TryGetProperty("decoded", out JsonElement decoded) ? decoded : null,
            row.TryGetProperty("diagnostic", out JsonElement diagnostic) ? diagnostic.GetString()! : ""))];
    }

    [GeneratedRegex(@"^\d+\(")]
    private static partial Regex Tagged();

    [GeneratedRegex(@"^\{\d")]
    private static partial Regex NumberedMap();

    [GeneratedRegex("^h'(?<hex>[0-9a-f]*)'$")]
    private static partial Regex ByteString();
}
