using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Report;

/// <summary>
/// The page: one file without references. Its policy forbids everything but its own style and script, which it names by their
/// hashes, so that even markup that got in by mistake could not run. The same file gives the same bytes.
/// </summary>
internal static partial class ReportPage
{
    /// <summary>Writes the page.</summary>
    internal static void Write(Stream output, ReportData data)
    {
        string style = Asset("report.css"), script = Asset("report.js");
        string page = Slot().Replace(Asset("report.html"), match => match.Groups[1].Value switch
        {
            "policy" => Policy(style, script),
            "title" => Title(data),
            "style" => style,
            "overview" => OverviewSection.Write(data).ToString(),
            "times" => TimeSection.Write(data).ToString(),
            "counts" => CountSection.Write(data).ToString(),
            "chains" => ChainSection.Write(data).ToString(),
            "list" => ListSection.Write(data).ToString(),
            "faults" => FaultSection.Write(data).ToString(),
            "data" => Encoding.UTF8.GetString(ReportJson.Write(data)),
            "script" => script,
            _ => throw new InvalidOperationException($"The template names an unknown slot: {match.Value}"),
        });
        output.Write(CommandContext.Utf8.GetBytes(page));
    }

    /// <summary>What the browser lets the page do.</summary>
    internal static string Policy(string style, string script) =>
        $"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; img-src data:; base-uri 'none'; form-action 'none'";

    private static string Title(ReportData data)
    {
        Html html = new();
        html.Add($"{PlainText.Clean(data.FileName, ReportOptions.MaxNameRunes)} – memory report");
        return html.ToString();
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(CommandContext.Utf8.GetBytes(text)));

    private static string Asset(string name)
    {
        using StreamReader reader = new(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!, CommandContext.Utf8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{([a-z]+)\}\}")]
    private static partial Regex Slot();
}
