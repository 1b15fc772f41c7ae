using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenMemory.Cli.Tests.Report;

/// <summary>Files and pages that the tests of the report share.</summary>
internal static partial class ReportSamples
{
    /// <summary>What a stranger might write to get into the page.</summary>
    public static readonly string[] Attacks =
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' onclick='alert(1)",
        "<!--<script>",
        "{{script}} ${alert(1)} javascript:alert(1)",
        "safe\u202etxt.exe\u2066 \u2028\u2029 \u0007",
        "__proto__",
    ];

    /// <summary>Writes a file and its page.</summary>
    /// <returns>The page.</returns>
    public static string Page(TestFolder folder, string name, IEnumerable<string> grains, params string[] options)
    {
        CliRun packed = CliRun.WithText(string.Join('\n', grains), "pack", "-", "-o", folder[name]);
        Assert.That((packed.ExitCode, packed.Error), Is.EqualTo((0, "")));
        return PageOf(folder, name, options);
    }

    /// <summary>Writes the page of a file that is there.</summary>
    public static string PageOf(TestFolder folder, string name, params string[] options)
    {
        CliRun run = CliRun.Of(["report", folder[name], "-o", folder["page.html"], .. options]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        return folder["page.html"];
    }

    /// <summary>The demo's support case.</summary>
    public static string SupportCase(TestFolder folder)
    {
        Assert.That(CliRun.Of("demo", "-o", folder.Path).ExitCode, Is.Zero);
        return PageOf(folder, "support-case.mg");
    }

    /// <summary>Grains of a stranger.</summary>
    public static IEnumerable<string> Hostile()
    {
        long time = 1_700_000_000_000;
        foreach (string attack in Attacks)
        {
            string text = JsonSerializer.Serialize(attack);
            yield return $$$"""{"type":"fact","subject":{{{text}}},"relation":{{{text}}},"object":{{{text}}},"confidence":0.5,"created_at":{{{time++}}},"namespace":{{{text}}}}""";
            yield return $$$"""{"type":"fact","subject":"m","relation":"holds","object":{"__proto__":{"polluted":1},"constructor":{{{text}}},{{{JsonSerializer.Serialize("k" + attack)}}}:1},"confidence":0.5,"created_at":{{{time++}}}}""";
        }
        yield return """{"$opaque":{"type_byte":240,"payload":{"t":"<i>","<script>":"<script>alert(1)</script>","__proto__":{"toString":1}}}}""";
        yield return $$"""{"type":"event","content":"{{new string('x', 100_000)}}","created_at":{{time}}}""";
        yield return $$"""{"type":"event","content":"{{string.Concat(Enumerable.Repeat("<b>", 30_000))}}","created_at":{{time + 1}}}""";
    }

    /// <summary>The data that a page holds for programs.</summary>
    public static JsonElement Data(string page) => JsonSerializer.Deserialize<JsonElement>(DataText(page));

    public static string DataText(string page) => DataBlock().Match(File.ReadAllText(page)).Groups[1].Value;

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataBlock();
}
