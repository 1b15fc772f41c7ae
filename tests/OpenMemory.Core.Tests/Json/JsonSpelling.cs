using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpenMemory.Tests;

/// <summary>
/// Writes values as JSON in any spelling that means the same: members in any order, escapes, white space, times as ISO 8601; and, where
/// asked, with faults that look like spellings: members twice, null members, other kinds of values.
/// </summary>
internal sealed class JsonSpelling(Random random, bool isCareless)
{
    private static readonly string[] s_odd =
    [
        "null", "\"x\":null", "\"x\":1", "\"type\":\"fact\"", "\"created_at\":null", "\"created_at\":1.0", "\"created_at\":\"2026-01-15T10:00:00.5+13:59\"",
        "\"created_at\":\"2026-02-30T10:00:00Z\"", "\"confidence\":1", "\"confidence\":-0.0", "\"context\":null", "\"context\":7", "\"\":null",
        "\"structural_tags\":null", "\"uri\":null", "\"u\":1", "\"s\":\"short\"", "\"subject\":\"\"", "\"aknd\":1", "\"mail:from\":\"x\"", "\"$bytes\":\"AA==\"", "\"n\\u0061me\":null",
    ];

    private readonly StringBuilder _json = new();

    internal byte[] Spell(OmsMap map)
    {
        _json.Clear();
        Write(map, true);
        return Encoding.UTF8.GetBytes(_json.ToString());
    }

    private void Write(OmsMap map, bool isGrain)
    {
        string?[] members = [.. map.Select(static entry => entry.Key), .. Enumerable.Repeat<string?>(null, isCareless && random.Next(4) == 0 ? random.Next(3) : 0)];
        random.Shuffle(members);
        _json.Append('{');
        for (int i = 0; i < members.Length; i++)
        {
            if (i > 0) _json.Append(',');
            Space();
            if (members[i] is not { } key)
            {
                _json.Append(s_odd[random.Next(1, s_odd.Length)]);
                continue;
            }
            bool isEscaped = map.Count == 1 && JsonNotation.IsReserved(key);
            Write(isEscaped ? "$" + key : key);
            Space();
            _json.Append(':');
            Write(map[key], isGrain && key.EndsWith("_at", StringComparison.Ordinal));
        }
        _json.Append('}');
    }

    private void Write(in OmsValue value, bool isTime)
    {
        Space();
        if (isCareless && random.Next(200) == 0) _json.Append(random.Next(2) == 0 ? "[null]" : "0.5");
        else if (isTime && value.Kind == OmsValueKind.Integer && random.Next(2) == 0) WriteTime(value);
        else if (value.Kind == OmsValueKind.Text) Write(value.AsText());
        else if (value.Kind == OmsValueKind.Map) Write(value.AsMap(), false);
        else if (value.Kind == OmsValueKind.Array)
        {
            _json.Append('[');
            for (int i = 0; i < value.Elements.Length; i++)
            {
                if (i > 0) _json.Append(',');
                Write(value.Elements[i], false);
            }
            _json.Append(']');
        }
        else _json.Append(Plain(value));
        Space();
    }

    private void WriteTime(in OmsValue value)
    {
        long ms = value.IsUnsigned ? 0 : value.AsInt64();
        if (ms is < -62_000_000_000_000 or > 253_000_000_000_000)
        {
            _json.Append(Plain(value));
            return;
        }
        TimeSpan offset = TimeSpan.FromMinutes(random.Next(-840, 841));
        string text = DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(offset).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);
        string zone = offset == default ? "Z" : (offset < default(TimeSpan) ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
        _json.Append('"').Append(text).Append(new string('9', random.Next(6))).Append(zone).Append('"');
    }

    private static string Plain(in OmsValue value)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream)) JsonValueWriter.Write(writer, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Write(string text)
    {
        bool escapes = random.Next(4) == 0;
        _json.Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value < ' ' || (escapes && random.Next(3) == 0))
            {
                foreach (char c in rune.ToString()) _json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else if (rune.Value is '"' or '\\') _json.Append('\\').Append(rune.ToString());
            else _json.Append(rune.ToString());
        }
        _json.Append('"');
    }

    private void Space()
    {
        if (random.Next(12) == 0) _json.Append(" \t\r\n"[random.Next(4)]);
    }
}
