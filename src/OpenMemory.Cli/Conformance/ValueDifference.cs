using System.Globalization;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Conformance;

/// <summary>The first place where two values differ.</summary>
/// <param name="Path">Names and indexes from the outermost value to the place.</param>
/// <param name="Expected">What should be there, in short.</param>
/// <param name="Actual">What is there, in short.</param>
internal sealed record ValueDifference(string Path, string Expected, string Actual)
{
    /// <summary>Finds it; null for equal values.</summary>
    internal static ValueDifference? Find(OmsValue expected, OmsValue actual, string path = "")
    {
        if (expected == actual) return null;
        if (expected.Kind == OmsValueKind.Map && actual.Kind == OmsValueKind.Map) return FindInMap(expected.AsMap(), actual.AsMap(), path);
        if (expected.Kind == OmsValueKind.Array && actual.Kind == OmsValueKind.Array)
        {
            IReadOnlyList<OmsValue> want = expected.AsArray(), have = actual.AsArray();
            for (int i = 0; i < Math.Min(want.Count, have.Count); i++)
            {
                ValueDifference? difference = Find(want[i], have[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
                if (difference is not null) return difference;
            }
        }
        return new ValueDifference(path, Show(expected), Show(actual));
    }

    private static ValueDifference? FindInMap(OmsMap expected, OmsMap actual, string path)
    {
        foreach ((string key, OmsValue want) in expected)
        {
            string inner = path.Length == 0 ? key : $"{path}.{key}";
            if (!actual.TryGetValue(key, out OmsValue have)) return new ValueDifference(inner, Show(want), "absent");
            if (Find(want, have, inner) is { } difference) return difference;
        }
        foreach ((string key, OmsValue have) in actual)
        {
            if (!expected.ContainsKey(key)) return new ValueDifference(path.Length == 0 ? key : $"{path}.{key}", "absent", Show(have));
        }
        return null;
    }

    private static string Show(OmsValue value) => value.Kind switch
    {
        OmsValueKind.Null => "null",
        OmsValueKind.Text => $"text \"{PlainText.Clean(value.AsText(), 60)}\"",
        OmsValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"array of {value.AsArray().Count}"),
        OmsValueKind.Map => string.Create(CultureInfo.InvariantCulture, $"map of {value.AsMap().Count}"),
        // Enough digits to tell neighbours apart.
        OmsValueKind.Float => "float " + value.AsDouble().ToString("G17", CultureInfo.InvariantCulture),
        OmsValueKind.Bytes => $"{value} of a byte string",
        _ => $"{value.Kind.ToString().ToLowerInvariant()} {value}",
    };
}
