using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;
using OpenMemory.Disclosure;

namespace OpenMemory.Cli.Commands;

/// <summary>Prints what became of a file under a policy, for a person or for a program. Values are never printed.</summary>
internal static class DisclosureReportOutput
{
    internal static void WriteText(DisclosureExportReport report, CommandContext context)
    {
        WriteSummary.Print(report.Written, context);
        Line(context, $"policy {report.Policy.Name}: {report.ShownWhole} shown whole, {report.Disclosed} in part, {report.Withheld} withheld");
        foreach (HiddenFieldCount hidden in report.HiddenFields) Line(context, $"hidden: {hidden.Field} of {hidden.Count} {TypeName(hidden.Type)} grains");
        foreach (WithheldGrain grain in report.WithheldGrains)
        {
            string why = string.Join("; ", grain.Reasons.Select(static reason => $"{reason.PolicyRule}: {reason.Message}{(reason.Field is null ? "" : $" ({reason.Field})")}").Distinct());
            Line(context, $"withheld: grain {grain.Index}, {TypeName(grain.Type)}, {grain.Address}: {why}");
        }
        long unlisted = report.Withheld - report.WithheldGrains.Count;
        if (unlisted > 0) Line(context, $"and {unlisted} more withheld grains");
    }

    /// <summary>Says on standard error which hidden values may be guessed from their hashes.</summary>
    internal static void WarnOfRisks(DisclosureExportReport report, CommandContext context)
    {
        foreach (FieldRiskCount risk in report.Risks)
        {
            context.Error.WriteLine(PlainText.Clean(string.Create(
                CultureInfo.InvariantCulture, $"{risk.Field} can be guessed from its hash in {risk.High + risk.Elevated} {(risk.High + risk.Elevated == 1 ? "grain" : "grains")}, easily in {risk.High}: {risk.Worst.Reason}")));
        }
    }

    internal static void WriteJson(DisclosureExportReport report, CommandContext context)
    {
        using (Utf8JsonWriter json = new(context.Output))
        {
            json.WriteStartObject();
            json.WriteString("policy", report.Policy.Name);
            json.WriteNumber("shown_whole", report.ShownWhole);
            json.WriteNumber("disclosed", report.Disclosed);
            json.WriteNumber("withheld", report.Withheld);
            json.WriteNumber("written", report.Written.Count);
            json.WriteStartArray("hidden_fields");
            foreach (HiddenFieldCount hidden in report.HiddenFields)
            {
                json.WriteStartObject();
                json.WriteString("type", TypeName(hidden.Type));
                json.WriteString("field", hidden.Field);
                json.WriteNumber("count", hidden.Count);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("withheld_grains");
            foreach (WithheldGrain grain in report.WithheldGrains) Write(json, grain);
            json.WriteEndArray();
            json.WriteStartArray("risks");
            foreach (FieldRiskCount risk in report.Risks)
            {
                json.WriteStartObject();
                json.WriteString("field", risk.Field);
                json.WriteNumber("high", risk.High);
                json.WriteNumber("elevated", risk.Elevated);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        context.WriteLine("");
    }

    private static void Write(Utf8JsonWriter json, WithheldGrain grain)
    {
        json.WriteStartObject();
        json.WriteNumber("index", grain.Index);
        json.WriteString("address", grain.Address.ToString());
        json.WriteString("type", TypeName(grain.Type));
        json.WriteStartArray("reasons");
        foreach (DisclosureReason reason in grain.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("policy_rule", reason.PolicyRule);
            json.WriteString("rule", reason.Rule);
            json.WriteString("message", reason.Message);
            if (reason.Field is not null) json.WriteString("field", reason.Field);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string TypeName(GrainType type) => type.ToText() ?? string.Create(CultureInfo.InvariantCulture, $"0x{(byte)type:x2}");

    private static void Line(CommandContext context, FormattableString text) => context.WriteLine(PlainText.Clean(text.ToString(CultureInfo.InvariantCulture)));
}
