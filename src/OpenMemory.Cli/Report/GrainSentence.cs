using System.Globalization;
using System.Text;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Report;

/// <summary>Says in one line what a grain is about.</summary>
internal static class GrainSentence
{
    private const int MaxNesting = 3;

    private static readonly string[] s_triple = ["subject", "relation", "object"];

    private static readonly Dictionary<GrainType, string[]> s_fields = new()
    {
        [GrainType.Event] = ["role", "content", "content_blocks"],
        [GrainType.State] = ["plan", "context"],
        [GrainType.Workflow] = ["nodes"],
        [GrainType.Tool] = ["tool_name", "tool_phase", "error", "content", "input"],
        [GrainType.Goal] = ["goal_state", "description"],
        [GrainType.Reasoning] = ["conclusion", "premises"],
        [GrainType.Consensus] = ["agreed_content"],
        [GrainType.Consent] = ["basis", "scope", "grantee_did"],
        [GrainType.Skill] = ["name", "description"],
        [GrainType.Recommendation] = ["severity", "target_ref", "summary"],
        [GrainType.Trigger] = ["kind", "connector", "scope", "cron"],
    };

    /// <summary>The line, safe to show and bounded; empty when the grain has nothing to say.</summary>
    internal static string Of(Grain grain)
    {
        StringBuilder text = new();
        if (s_fields.TryGetValue(grain.Type, out string[]? fields)) Append(text, fields.Select(grain.GetValue), ": ", ", ");
        if (text.Length == 0) Append(text, s_triple.Select(grain.GetValue), " ", " ");
        if (text.Length == 0) Append(text, grain.ToFields().Where(static field => field.Key is not "type" and not "t").Select(static field => field.Value), ", ", ", ");
        return PlainText.Clean(text.ToString(), ReportOptions.MaxSentenceRunes);
    }

    private static void Append(StringBuilder text, IEnumerable<OmsValue> values, string first, string next)
    {
        int count = 0;
        foreach (OmsValue value in values.Where(static value => !value.IsNull))
        {
            if (IsFull(text)) return;
            int before = text.Length;
            if (count > 0) text.Append(count == 1 ? first : next);
            int start = text.Length;
            Append(text, value, 0);
            if (text.Length == start) text.Length = before;
            else count++;
        }
    }

    private static void Append(StringBuilder text, in OmsValue value, int depth)
    {
        switch (value.Kind)
        {
            case OmsValueKind.Text:
                // Characters that will be dropped must not use up the room of those that are shown.
                text.Append(PlainText.Clean(OneLine(value.AsText()), ReportOptions.MaxSentenceRunes));
                break;
            case OmsValueKind.Array when depth < MaxNesting:
                AppendAll(text, value.AsArray(), depth);
                break;
            case OmsValueKind.Map when depth < MaxNesting:
                AppendAll(text, value.AsMap().OrderBy(static entry => entry.Key, StringComparer.Ordinal), depth);
                break;
            case OmsValueKind.Boolean:
                text.Append(value.AsBoolean() ? "yes" : "no");
                break;
            case OmsValueKind.Integer:
                text.Append(CultureInfo.InvariantCulture, $"{(value.IsUnsigned ? value.AsUInt64() : value.AsInt64())}");
                break;
            case OmsValueKind.Float:
                text.Append(CultureInfo.InvariantCulture, $"{value.AsDouble()}");
                break;
        }
    }

    private static void AppendAll(StringBuilder text, IEnumerable<OmsValue> values, int depth)
    {
        bool first = true;
        foreach (OmsValue value in values)
        {
            if (IsFull(text)) return;
            if (!first) text.Append(", ");
            Append(text, value, depth + 1);
            first = false;
        }
    }

    private static void AppendAll(StringBuilder text, IEnumerable<KeyValuePair<string, OmsValue>> entries, int depth)
    {
        bool first = true;
        foreach ((string key, OmsValue value) in entries)
        {
            if (IsFull(text)) return;
            text.Append(first ? "" : ", ").Append(PlainText.Clean(key, ReportOptions.MaxNameRunes)).Append(' ');
            Append(text, value, depth + 1);
            first = false;
        }
    }

    private static string OneLine(string text) =>
        text.AsSpan(0, Math.Min(text.Length, 4 * ReportOptions.MaxSentenceRunes)).ToString().ReplaceLineEndings(" ").Replace('\t', ' ');

    private static bool IsFull(StringBuilder text) => text.Length > 4 * ReportOptions.MaxSentenceRunes;
}
