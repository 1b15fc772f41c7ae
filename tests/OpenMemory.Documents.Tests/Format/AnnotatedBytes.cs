using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>A dump of a vector's bytes with what they mean: <c>file.json#row member</c>, then lines of offset, bytes and meaning.</summary>
internal sealed partial record AnnotatedBytes(string File, string Row, string Member, byte[] Bytes, IReadOnlyList<(int Line, int Offset, int Expected)> Offsets)
{
    /// <summary>Reads a block; null where it is none of this kind.</summary>
    internal static AnnotatedBytes? Of(CodeBlock block)
    {
        string[] lines = block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || Title().Match(lines[0]) is not { Success: true } title) return null;
        List<byte> bytes = [];
        List<(int, int, int)> offsets = [];
        for (int i = 1; i < lines.Length; i++)
        {
            Match line = Dump().Match(lines[i]);
            if (!line.Success) throw new FormatException($"{block}: no dump: {lines[i]}");
            offsets.Add((block.Line + 1 + i, int.Parse(line.Groups["offset"].ValueSpan, CultureInfo.InvariantCulture), bytes.Count));
            bytes.AddRange(Convert.FromHexString(line.Groups["bytes"].Value.Replace(" ", "", StringComparison.Ordinal)));
        }
        return new(title.Groups["file"].Value, title.Groups["row"].Value, title.Groups["member"].Value, [.. bytes], offsets);
    }

    public override string ToString() => $"{File}#{Row}";

    [GeneratedRegex("^(?<file>[a-z0-9-]+\\.json)#(?<row>[a-z0-9-]+) (?<member>[a-z_]+)$")]
    private static partial Regex Title();

    [GeneratedRegex("^ *(?<offset>[0-9]+)  (?<bytes>[0-9a-f]{2}( [0-9a-f]{2}){0,15})($|  +\\S)")]
    private static partial Regex Dump();
}
