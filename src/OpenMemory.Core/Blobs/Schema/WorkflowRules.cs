namespace OpenMemory;

/// <summary>The graph of a Workflow (§8.4).</summary>
internal static class WorkflowRules
{
    internal static void Check(GrainView grain)
    {
        Dictionary<string, int> nodes = Nodes(grain);
        Names(grain, Field.Bindings, nodes, isRetry: false);
        HashSet<string> retried = Names(grain, Field.Retries, nodes, isRetry: true);
        if (!grain.TryGet(Field.Edges, out FieldValue edges)) return;

        List<int>[] unbounded = new List<int>[nodes.Count];
        for (int i = 0; i < unbounded.Length; i++) unbounded[i] = [];
        foreach (FieldEntry element in edges)
        {
            int source = NodeOf(element.Value, "src", nodes), target = NodeOf(element.Value, "dst", nodes);
            NestedRules.NonNegative(element.Value, "mxc", "edges");
            bool bounded = NestedRules.TryGet(element.Value, "mxc", out _)
                || (NestedRules.TryGet(element.Value, "dst", out FieldValue name) && retried.Contains(name.ToText()));
            if (!bounded) unbounded[source].Add(target);
        }
        if (HasCycle(unbounded)) AuthorRules.Fail("OMS-8.4-3", "The graph has a cycle without a bound", "edges");
    }

    private static Dictionary<string, int> Nodes(GrainView grain)
    {
        Dictionary<string, int> nodes = new(StringComparer.Ordinal);
        if (!grain.TryGet(Field.Nodes, out FieldValue value)) return nodes;
        foreach (FieldEntry element in value)
        {
            if (!nodes.TryAdd(element.Value.ToText(), nodes.Count)) AuthorRules.Fail("OMS-8.4-1", "A node occurs twice", "nodes");
        }
        return nodes;
    }

    /// <summary>The keys of a map from nodes, each of which must be one.</summary>
    private static HashSet<string> Names(GrainView grain, Field field, Dictionary<string, int> nodes, bool isRetry)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        if (!grain.TryGet(field, out FieldValue map)) return names;
        foreach (FieldEntry entry in map)
        {
            string name = System.Text.Encoding.UTF8.GetString(entry.Key);
            if (!nodes.ContainsKey(name)) AuthorRules.Fail("OMS-8.4-2", "A key is not a node", field.FullName);
            if (isRetry && entry.Value.Float64 < 0) AuthorRules.Fail("R-27", "A count is negative", field.FullName, OmsErrorCode.Range);
            names.Add(name);
        }
        return names;
    }

    private static int NodeOf(FieldValue edge, string end, Dictionary<string, int> nodes)
    {
        int node = -1;
        if (!NestedRules.TryGet(edge, end, out FieldValue name)) AuthorRules.Fail("R-27", $"An edge has no {end}", "edges");
        if (name.Kind != OmsValueKind.Text || !nodes.TryGetValue(name.ToText(), out node))
            AuthorRules.Fail("OMS-8.4-2", "An edge ends at something that is not a node", "edges");
        return node;
    }

    /// <summary>Removes nodes that nothing leads to until none is left; what stays is in a cycle, or behind one.</summary>
    private static bool HasCycle(List<int>[] edges)
    {
        int[] incoming = new int[edges.Length];
        foreach (List<int> targets in edges)
        {
            foreach (int target in targets) incoming[target]++;
        }
        Queue<int> free = new(Enumerable.Range(0, edges.Length).Where(node => incoming[node] == 0));
        int removed = 0;
        while (free.TryDequeue(out int node))
        {
            removed++;
            foreach (int target in edges[node])
            {
                if (--incoming[target] == 0) free.Enqueue(target);
            }
        }
        return removed < edges.Length;
    }
}
