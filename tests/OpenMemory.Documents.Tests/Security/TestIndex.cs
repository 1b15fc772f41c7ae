using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>The tests of the repository as <c>Class.Method</c>, read from the sources: most of them stand in other assemblies.</summary>
internal static partial class TestIndex
{
    internal static IReadOnlySet<string> Names { get; } = new HashSet<string>(RepositoryFiles.Sources("tests").SelectMany(Read));

    private static IEnumerable<string> Read(string file)
    {
        string type = "";
        bool isTest = false;
        foreach (string line in File.ReadLines(file))
        {
            if (Class().Match(line) is { Success: true } found) type = found.Groups["name"].Value;
            else if (Attribute().IsMatch(line)) isTest = true;
            else if (isTest && Method().Match(line) is { Success: true } method)
            {
                isTest = false;
                yield return $"{type}.{method.Groups["name"].Value}";
            }
        }
    }

    [GeneratedRegex(@"^\s*\[(Test|TestCase|TestCaseSource)\b")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^\s*(public|internal)( \w+)* class (?<name>\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s*(public|internal) (?<kind>[^=;()]+ )(?<name>\w+)\(")]
    private static partial Regex Method();
}
