using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Conformance.Requirements;

/// <summary>Prints the table of requirements for a person or for a program.</summary>
internal static class RequirementReport
{
    /// <summary>The width of a line, in characters.</summary>
    internal const int Width = 120;

    /// <summary>One line for each requirement; the vectors themselves below it where all are wanted.</summary>
    internal static void WriteText(RequirementTable table, IReadOnlyList<string> problems, bool all, CommandContext context)
    {
        foreach (Requirement requirement in table.Requirements)
        {
            context.WriteLine(PlainText.Clean(Line(requirement), Width - 1));
            if (all) WriteDetails(requirement, context);
        }
        foreach (string problem in problems) context.WriteLine("FAILED " + PlainText.Clean(problem));
        context.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{table.Requirements.Count} requirements: {Covered(table)} with vectors both ways, {OneWay(table)} one way, {ExplainedOnly(table)} explained only, {Open(table)} open"));
    }

    internal static void WriteJson(RequirementTable table, IReadOnlyList<string> problems, CommandContext context)
    {
        using (Utf8JsonWriter json = new(context.Output))
        {
            json.WriteStartObject();
            json.WriteStartArray("requirements");
            foreach (Requirement requirement in table.Requirements) WriteRequirement(json, requirement);
            json.WriteEndArray();
            WriteTexts(json, "problems", problems);
            json.WriteNumber("covered", Covered(table));
            json.WriteNumber("one_way", OneWay(table));
            json.WriteNumber("explained_only", ExplainedOnly(table));
            json.WriteNumber("open", Open(table));
            json.WriteEndObject();
        }
        context.WriteLine("");
    }

    // Number, keyword, how many vectors to accept and to refuse, and then the first of each or why there is none.
    private static string Line(Requirement requirement)
    {
        string what = requirement.IsCovered ? $"{requirement.Accepts[0]}, {requirement.Rejects[0]}" : requirement.Reason ?? "NO VECTORS";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{requirement.Id,-14}{requirement.Keyword,-11}{requirement.Accepts.Count,2}+ {requirement.Rejects.Count,2}-  {what}");
    }

    private static void WriteDetails(Requirement requirement, CommandContext context)
    {
        context.WriteLine("    " + PlainText.Clean(requirement.Text));
        foreach (VectorReference reference in requirement.Accepts) context.WriteLine(PlainText.Clean($"    + {reference}"));
        foreach (VectorReference reference in requirement.Rejects) context.WriteLine(PlainText.Clean($"    - {reference}"));
        if (requirement.IsCovered && requirement.Reason is not null) context.WriteLine(PlainText.Clean($"    {requirement.Reason}"));
    }

    private static void WriteRequirement(Utf8JsonWriter json, Requirement requirement)
    {
        json.WriteStartObject();
        json.WriteString("id", requirement.Id);
        json.WriteString("section", requirement.Section);
        json.WriteString("keyword", requirement.Keyword);
        json.WriteString("level", requirement.Level);
        if (requirement.Capability is not null) json.WriteString("capability", requirement.Capability);
        json.WriteString("text", requirement.Text);
        WriteTexts(json, "accepts", requirement.Accepts.Select(static reference => reference.ToString()));
        WriteTexts(json, "rejects", requirement.Rejects.Select(static reference => reference.ToString()));
        if (requirement.Reason is not null) json.WriteString("reason", requirement.Reason);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static int Covered(RequirementTable table) => table.Requirements.Count(static requirement => requirement.IsCovered);

    private static int OneWay(RequirementTable table) => table.Requirements.Count(static requirement => requirement.IsExplainedOneWay);

    private static int ExplainedOnly(RequirementTable table) =>
        table.Requirements.Count(static requirement => requirement.IsExplained && !requirement.IsExplainedOneWay);

    // Neither vectors both ways nor a reason: in the format's sections this is a problem, elsewhere it may stay so.
    private static int Open(RequirementTable table) => table.Requirements.Count(static requirement => !requirement.IsCovered && !requirement.IsExplained);
}
