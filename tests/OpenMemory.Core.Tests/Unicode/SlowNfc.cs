using System.Globalization;
using System.Text;

namespace OpenMemory.Tests;

/// <summary>Normalisation form C as UAX #15 words it, straight from the data files: slow, and sharing nothing with the product.</summary>
internal sealed class SlowNfc
{
    private readonly Dictionary<int, int> _class = [];
    private readonly Dictionary<int, int[]> _parts = [];
    private readonly Dictionary<(int, int), int> _composites = [];

    /// <summary>Code points that normalisation treats in any special way, and their parts.</summary>
    internal IEnumerable<int> Interesting =>
        _class.Keys.Concat(_parts.Keys).Concat(_parts.Values.SelectMany(parts => parts))
            .Concat(Enumerable.Range(0x1100, 0x100)).Concat(Enumerable.Range(0xAC00, 90)).Concat([0xFEFF, 0x41, 0x1F600]).Distinct().Order();

    /// <summary>The primary composites.</summary>
    internal IEnumerable<int> Composites => _composites.Values.Order();

    /// <summary>Reads the data files; ignores the test where they are missing.</summary>
    internal static SlowNfc Load()
    {
        SlowNfc slow = new();
        HashSet<int> excluded = [];
        foreach (string line in UnicodeData.ReadLines("DerivedNormalizationProps.txt"))
        {
            string[] fields = line.Split('#')[0].Split(';', StringSplitOptions.TrimEntries);
            if (fields.Length > 1 && fields[1] == "Full_Composition_Exclusion")
            {
                string[] ends = fields[0].Split("..");
                excluded.UnionWith(Enumerable.Range(Hex(ends[0]), Hex(ends[^1]) - Hex(ends[0]) + 1));
            }
        }

        foreach (string line in UnicodeData.ReadLines("UnicodeData.txt"))
        {
            string[] fields = line.Split(';');
            if (fields.Length < 6)
            {
                continue;
            }

            int point = Hex(fields[0]);
            if (fields[3] != "0")
            {
                slow._class[point] = int.Parse(fields[3], CultureInfo.InvariantCulture);
            }

            if (fields[5].Length > 0 && fields[5][0] != '<')
            {
                int[] parts = [.. fields[5].Split(' ').Select(Hex)];
                slow._parts[point] = parts;
                if (!excluded.Contains(point))
                {
                    slow._composites[(parts[0], parts[1])] = point;
                }
            }
        }

        return slow;
    }

    /// <summary>The normalisation form C of a string.</summary>
    internal string Normalize(string text)
    {
        List<int> points = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, points);
        }

        for (int at = 1; at < points.Count; at++)
        {
            for (int to = at; to > 0 && Class(points[to]) > 0 && Class(points[to - 1]) > Class(points[to]); to--)
            {
                (points[to - 1], points[to]) = (points[to], points[to - 1]);
            }
        }

        int starter = -1, last = -1;
        List<int> output = [];
        foreach (int point in points)
        {
            int combiningClass = Class(point);
            if (starter >= 0 && last < combiningClass && Compose(output[starter], point) is int whole)
            {
                output[starter] = whole;
                continue;
            }

            output.Add(point);
            last = combiningClass;
            if (combiningClass == 0)
            {
                starter = output.Count - 1;
                last = -1;
            }
        }

        return string.Concat(output.Select(point => new Rune(point).ToString()));
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private int Class(int point) => _class.GetValueOrDefault(point);

    private void Decompose(int point, List<int> points)
    {
        if (point is >= 0xAC00 and < 0xAC00 + 11172)
        {
            int index = point - 0xAC00;
            points.AddRange([0x1100 + (index / 588), 0x1161 + (index % 588 / 28)]);
            points.AddRange(index % 28 > 0 ? [0x11A7 + (index % 28)] : []);
        }
        else if (_parts.TryGetValue(point, out int[]? parts))
        {
            Array.ForEach(parts, part => Decompose(part, points));
        }
        else
        {
            points.Add(point);
        }
    }

    private int? Compose(int first, int second) => (first, second) switch
    {
        (>= 0x1100 and < 0x1113, >= 0x1161 and < 0x1176) => 0xAC00 + ((((first - 0x1100) * 21) + second - 0x1161) * 28),
        (>= 0xAC00 and < 0xAC00 + 11172, > 0x11A7 and < 0x11C3) when (first - 0xAC00) % 28 == 0 => first + second - 0x11A7,
        _ => _composites.TryGetValue((first, second), out int whole) ? whole : null,
    };
}
