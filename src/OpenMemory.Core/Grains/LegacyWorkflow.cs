using System.Globalization;

namespace OpenMemory;

/// <summary>
/// The graph of a Workflow of OMS 1.0–1.3, which had a list of steps: one node for each, one edge to the next (legacy §4).
/// It is shown, never executed, and written only into a successor that somebody asks for.
/// </summary>
internal static class LegacyWorkflow
{
    /// <summary>The longest list that gets a graph; one of a hostile blob would take gigabytes.</summary>
    private const int MaxSteps = 100_000;

    /// <summary>Adds nodes and edges where a grain has only steps.</summary>
    internal static void Derive(Dictionary<string, OmsValue> fields)
    {
        if (fields.ContainsKey("nodes") || !fields.TryGetValue("steps", out OmsValue steps) || steps.Kind != OmsValueKind.Array || steps.Elements.Length > MaxSteps) return;
        foreach (OmsValue step in steps.Elements)
        {
            if (step.Kind != OmsValueKind.Text) return;
        }
        string[] nodes = Unique(steps.Elements);
        fields["nodes"] = OmsValue.FromTexts(nodes);
        OmsValue[] edges = new OmsValue[Math.Max(0, nodes.Length - 1)];
        for (int i = 0; i < edges.Length; i++)
            edges[i] = OmsMap.Adopt(new(StringComparer.Ordinal) { ["src"] = nodes[i], ["dst"] = nodes[i + 1] });
        fields["edges"] = OmsValue.Adopt(edges);
    }

    /// <summary>A text that occurs again gets the suffix <c>#2</c>, <c>#3</c> and so on.</summary>
    private static string[] Unique(ReadOnlySpan<OmsValue> steps)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (OmsValue step in steps) taken.Add(step.AsText());
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        string[] nodes = new string[steps.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            string text = nodes[i] = steps[i].AsText();
            int number = seen.GetValueOrDefault(text) + 1;
            if (number > 1)
            {
                while (!taken.Add(nodes[i] = string.Create(CultureInfo.InvariantCulture, $"{text}#{number}"))) number++; // a step may be called so already
            }
            seen[text] = number;
        }
        return nodes;
    }
}
