namespace OpenMemory.Fuzzing;

/// <summary>What is done to whole trees.</summary>
internal static class Tree
{
    /// <summary>Puts the entries of every map in canonical order and drops keys that occur twice.</summary>
    internal static void Sort(Node node, IPayloadEncoder encoder)
    {
        foreach (Node item in node.Items)
        {
            if (item.IsContainer) Sort(item, encoder);
        }
        if (node.Kind != NodeKind.Map) return;
        List<(Node Key, Node Value)> entries = node.Entries;
        if (entries.Count > 1) entries.Sort((left, right) => encoder.CompareKeys(left.Key.Content, right.Key.Content));
        int kept = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            if (kept > 0 && entries[i].Key.Content.AsSpan().SequenceEqual(entries[kept - 1].Key.Content)) continue;
            if (entries[i].Value.IsContainer) Sort(entries[i].Value, encoder);
            entries[kept++] = entries[i];
        }
        entries.RemoveRange(kept, entries.Count - kept);
    }

    /// <summary>One node of the tree, keys included, that fits; each of them is as likely as the others.</summary>
    internal static Node? Pick(Node root, CaseRandom random, Func<Node, bool> fits)
    {
        Node? chosen = null;
        int seen = 0;
        Visit(root);
        return chosen;

        void Visit(Node node)
        {
            if (fits(node) && random.OneIn(++seen)) chosen = node;
            foreach (Node item in node.Items) Visit(item);
            foreach ((Node key, Node value) in node.Entries)
            {
                Visit(key);
                Visit(value);
            }
        }
    }

    /// <summary>Adds an entry where its key belongs.</summary>
    internal static void Insert(Node map, Node key, Node value, IPayloadEncoder encoder)
    {
        int at = 0;
        while (at < map.Entries.Count && encoder.CompareKeys(map.Entries[at].Key.Content, key.Content) < 0) at++;
        map.Entries.Insert(at, (key, value));
    }

    /// <summary>Replaces the value of an entry.</summary>
    internal static void Replace(Node map, int index, Node value) => map.Entries[index] = (map.Entries[index].Key, value);
}
