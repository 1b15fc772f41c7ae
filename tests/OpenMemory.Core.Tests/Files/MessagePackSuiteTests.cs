using System.Globalization;
using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>
/// The public MessagePack test suite lists every legal encoding of a value: strict reading takes exactly the shortest one
/// (OMS-4.2-1, OMS-4.4-1), and the writer makes it. Extension types, timestamps among them, are refused.
/// </summary>
[TestFixture]
public sealed class MessagePackSuiteTests
{
    [Test]
    public void Of_every_encoding_only_the_shortest_is_read_and_written()
    {
        int values = 0, refused = 0;
        foreach ((string group, JsonElement row) in Rows())
        {
            if (Value(row) is not { } value) continue;
            byte[] written = Written(value);
            byte[][] accepted = [.. Encodings(row).Where(static encoding => Accepts(encoding))];
            // A whole number may also be meant as a float: then it is another value, with its own one encoding (OMS-4.3-6).
            byte[][] asGiven = [.. accepted.Where(encoding => value.Kind == OmsValueKind.Float || encoding[0] != MsgPack.Float64)];
            Assert.That(asGiven.Select(Convert.ToHexStringLower), Is.EqualTo(new[] { Convert.ToHexStringLower(written) }), $"{group}: {row}");
            foreach (byte[] asFloat in accepted.Except(asGiven))
                Assert.That(Written(Read(asFloat)), Is.EqualTo(asFloat), $"{group}: {row}");
            values++;
            refused += Encodings(row).Count() - accepted.Length;
        }
        Assert.That(values, Is.GreaterThan(50));
        Assert.That(refused, Is.GreaterThan(100));
    }

    [Test]
    public void Extensions_and_timestamps_are_refused()
    {
        byte[][] encodings = [.. Rows().Where(static row => row.Row.TryGetProperty("ext", out _) || row.Row.TryGetProperty("timestamp", out _)).SelectMany(static row => Encodings(row.Row))];
        Assert.That(encodings, Has.Length.GreaterThan(25));
        foreach (byte[] encoding in encodings)
        {
            Assert.That(GrainView.TryParse(RawBlob.WithValue([0x91], encoding), out _, out OmsFault fault), Is.False);
            Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, "R-26", RawBlob.ValueOffset + 1L)));
        }
    }

    private static List<(string Group, JsonElement Row)> Rows()
    {
        return [.. ExternalVectors.Read("msgpack-test-suite.json").EnumerateObject().SelectMany(static group => group.Value.EnumerateArray().Select(row => (group.Name, row)))];
    }

    private static IEnumerable<byte[]> Encodings(JsonElement row) =>
        row.GetProperty("msgpack").EnumerateArray().Select(static hex => Convert.FromHexString(hex.GetString()!.Replace("-", "", StringComparison.Ordinal)));

    /// <summary>The value of a row; null for the groups that OMS does not have.</summary>
    private static OmsValue? Value(JsonElement row)
    {
        if (row.TryGetProperty("bignum", out JsonElement number)) return Integer(number.GetString()!);
        if (row.TryGetProperty("binary", out JsonElement bytes)) return OmsValue.FromBytes(Convert.FromHexString(bytes.GetString()!.Replace("-", "", StringComparison.Ordinal)));
        foreach (string kind in (string[])["nil", "bool", "number", "string", "array", "map"])
        {
            if (row.TryGetProperty(kind, out JsonElement value)) return Plain(value);
        }
        return null;
    }

    private static OmsValue Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => OmsValue.Null,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.Object => new OmsMap(value.EnumerateObject().Select(static entry => KeyValuePair.Create(entry.Name, Plain(entry.Value)))),
        _ => value.GetRawText().Contains('.', StringComparison.Ordinal) ? value.GetDouble() : Integer(value.GetRawText()),
    };

    private static OmsValue Integer(string digits) => digits[0] == '-'
        ? long.Parse(digits, CultureInfo.InvariantCulture)
        : ulong.Parse(digits, CultureInfo.InvariantCulture);

    private static bool Accepts(byte[] encoding) => GrainView.TryParse(RawBlob.WithValue([0x91], encoding), out _, out _);

    private static OmsValue Read(byte[] encoding) => Grain.Read(RawBlob.WithValue([0x91], encoding)).Extra["x"].AsArray()[0];

    private static byte[] Written(OmsValue value)
    {
        // Inside an array, because a map has no null entries.
        GrainBlob blob = new Reasoning { CreatedAt = 1, Extra = new() { ["x"] = OmsValue.FromArray(value) } }.ToBlob();
        return blob.Span[(RawBlob.ValueOffset + 1)..].ToArray();
    }
}
