using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using OpenMemory.Cli;

namespace OpenMemory.Documents.Tests;

/// <summary>What docs/security-model.md says: every attack has a test that exists, and every default is the code's.</summary>
[TestFixture]
internal sealed partial class SecurityModelTests
{
    private static readonly Assembly[] s_assemblies =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "OpenMemory*.dll").Append(typeof(OpenMemoryCommand).Assembly.Location)
            .Where(static file => !file.EndsWith("Tests.dll", StringComparison.Ordinal)).DistinctBy(static file => Path.GetFileName(file)).Select(static file => Assembly.Load(AssemblyName.GetAssemblyName(file)))];

    private static string[][] Attacks { get; } = Rows("Test");

    private static string[][] Defaults { get; } = Rows("Bounds");

    [Test]
    public void There_are_rows_of_attacks_and_of_defaults()
    {
        Assert.That(Attacks, Has.Length.GreaterThanOrEqualTo(45));
        Assert.That(Defaults, Has.Length.GreaterThanOrEqualTo(20));
        Assert.That(TestIndex.Names, Has.Count.GreaterThan(2000));
    }

    [TestCaseSource(nameof(Attacks))]
    public void Every_attack_names_its_limit_and_tests_that_exist(string attack, string limit, string tests)
    {
        Assert.That(limit, Is.Not.Empty, attack);
        string[] named = [.. Code().Matches(tests).Select(static match => match.Groups["text"].Value)];
        Assert.That(named, Is.Not.Empty, attack);
        Assert.That(named.Where(static name => !TestIndex.Names.Contains(name)), Is.Empty, attack);
    }

    [TestCaseSource(nameof(Defaults))]
    public void Every_default_is_that_of_the_code(string member, string value, string bounds)
    {
        Assert.That(bounds, Is.Not.Empty);
        Assert.That(Text(ValueOf(member.Trim('`'))), Is.EqualTo(Normalized(value)), member);
    }

    [TestCase("DepthTests.A_million_levels_are_refused", ExpectedResult = true)]
    [TestCase("DepthTests.A_million_and_one_levels_are_refused", ExpectedResult = false)]
    [TestCase("LimitTests.A_million_levels_are_refused", ExpectedResult = false)]
    public bool A_test_that_does_not_exist_is_seen(string name) => TestIndex.Names.Contains(name);

    [Test]
    public void A_default_that_is_not_the_codes_is_seen() =>
        Assert.That(Text(ValueOf("MgReaderOptions.DefaultMaxExpansion")), Is.EqualTo("256").And.Not.EqualTo(Normalized("255")));

    /// <summary>The rows of all tables of three columns whose last one has this title.</summary>
    private static string[][] Rows(string title)
    {
        List<string[]> rows = [];
        string last = "";
        foreach (string line in Document.Of("docs/security-model.md").Prose.Split('\n'))
        {
            if (!line.StartsWith('|'))
            {
                last = "";
                continue;
            }
            string[] cells = [.. line.Trim('|').Split('|').Select(static cell => cell.Trim())];
            if (last.Length == 0) last = cells[^1];
            else if (last == title && !cells[0].StartsWith("---", StringComparison.Ordinal)) rows.Add(cells);
        }
        return [.. rows];
    }

    /// <summary>The value of a constant or static member, or of a property of a new object: what holds where nobody sets anything.</summary>
    private static object? ValueOf(string member)
    {
        string[] parts = member.Split('.');
        Type type = s_assemblies.SelectMany(static assembly => assembly.GetTypes()).Single(type => type.Name == parts[0] && !type.IsNested);
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        if (type.GetField(parts[1], Any) is { } field) return field.IsLiteral ? field.GetRawConstantValue() : field.GetValue(Activator.CreateInstance(type));
        PropertyInfo property = type.GetProperty(parts[1], Any) ?? throw new MissingMemberException(member);
        return property.GetValue(property.GetMethod!.IsStatic ? null : Activator.CreateInstance(type));
    }

    private static string Text(object? value) => value switch
    {
        CodecLimits limits => $"{limits.MaxBlobBytes}, {limits.MaxDepth} levels",
        TimeSpan time => $"{time.TotalSeconds} s",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Sizes with a unit as bytes, and thousands without their commas.</summary>
    private static string Normalized(string value) => Size().Replace(Thousands().Replace(value, ""), static match =>
        (long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) << (match.Groups["unit"].Value switch { "KiB" => 10, "MiB" => 20, _ => 30 })).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("(?<=[0-9]),(?=[0-9]{3})")]
    private static partial Regex Thousands();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("(?<number>[0-9]+) (?<unit>KiB|MiB|GiB)")]
    private static partial Regex Size();
}
