using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>The table of <c>docs/store-conformance.md</c>: what each requirement demands, and which tests hold it.</summary>
internal static partial class RequirementTable
{
    internal static string Path { get; } = RepositoryFiles.PathOf("docs", "store-conformance.md");

    internal static string Text { get; } = File.ReadAllText(Path);

    internal static Row[] Rows { get; } = [.. Line().Matches(Text).Select(static match => new Row(
        match.Groups["number"].Value, match.Groups["demand"].Value.Trim(),
        [.. match.Groups["proofs"].Value.Split("<br>").Select(static proof => proof.Trim()).Where(static proof => proof.Length > 0)]))];

    /// <summary>The tests of the suite by requirement.</summary>
    internal static ILookup<string, string> Suite { get; } = typeof(GrainStoreFixture).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .SelectMany(static method => method.GetCustomAttributes<RequirementAttribute>()
            .Select(requirement => (requirement.Number, Name: $"`{method.DeclaringType!.Name}.{method.Name}`")))
        .OrderBy(static test => test.Name, StringComparer.Ordinal)
        .ToLookup(static test => test.Number, static test => test.Name);

    /// <summary>The table as it should be: the demands and the proofs from elsewhere as they are, the suite's tests as they say.</summary>
    internal static string Expected()
    {
        Dictionary<string, Row> rows = Rows.ToDictionary(static row => row.Number);
        StringBuilder text = new();
        text.Append(Text.AsSpan(0, Text.IndexOf("| ---", StringComparison.Ordinal)));
        text.Append("| --- | --- | --- |\n");
        foreach (string number in StoreRequirements.All.Concat(Suite.Select(static group => group.Key)).Concat(rows.Keys).Distinct().OrderBy(static number => number, Numbers))
        {
            Row? row = rows.GetValueOrDefault(number);
            IEnumerable<string> elsewhere = row?.Proofs.Where(static proof => !IsOfSuite(proof)) ?? [];
            text.Append($"| {number} | {row?.Demand ?? "TO BE SAID"} | {string.Join("<br>", Suite[number].Concat(elsewhere))} |\n");
        }
        return text.ToString();
    }

    internal static bool IsOfSuite(string proof) =>
        proof.StartsWith('`') && typeof(GrainStoreFixture).Assembly.GetType($"OpenMemory.Store.Conformance.{proof.Trim('`').Split('.')[0]}") is not null;

    /// <summary>Requirements in the order of their sections, rulings last.</summary>
    internal static Comparer<string> Numbers { get; } = Comparer<string>.Create(static (a, b) =>
    {
        (int Kind, int[] Parts) one = Parts(a), other = Parts(b);
        return one.Kind != other.Kind ? one.Kind.CompareTo(other.Kind) : one.Parts.AsSpan().SequenceCompareTo(other.Parts);
    });

    private static (int Kind, int[] Parts) Parts(string number) =>
        (number.StartsWith("OMS-", StringComparison.Ordinal) ? 0 : 1, [.. Number().Matches(number).Select(static match => int.Parse(match.Value))]);

    [GeneratedRegex(@"^\| (?<number>(?:OMS|R)-[0-9.\-]+) \|(?<demand>[^|]*)\|(?<proofs>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    /// <summary>One row.</summary>
    internal sealed record Row(string Number, string Demand, string[] Proofs);
}
