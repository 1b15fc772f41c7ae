using System.Text;

namespace OpenMemory.Fuzzing;

/// <summary>A value before it is encoded. It can hold what no grain may: texts of any bytes, keys of any kind, in any order.</summary>
internal sealed class Node(NodeKind kind)
{
    internal NodeKind Kind { get; } = kind;

    internal NodeForm Form { get; set; }

    /// <summary>An integer −2^63 … 2^64−1, or a boolean as 0 or 1.</summary>
    internal Int128 Integer { get; init; }

    internal double Float { get; init; }

    /// <summary>A byte string, the UTF-8 of a text, or raw bytes.</summary>
    internal byte[] Content { get; set; } = [];

    internal List<Node> Items { get; } = kind == NodeKind.Array ? [] : s_none;

    internal List<(Node Key, Node Value)> Entries { get; } = kind == NodeKind.Map ? [] : s_noEntries;

    private static readonly List<Node> s_none = [];
    private static readonly List<(Node, Node)> s_noEntries = [];

    internal bool IsContainer => Kind is NodeKind.Array or NodeKind.Map;

    internal static Node Null() => new(NodeKind.Null);

    internal static Node Of(bool value) => new(NodeKind.Boolean) { Integer = value ? 1 : 0 };

    internal static Node Of(long value) => Of((Int128)value);

    internal static Node Of(ulong value) => Of((Int128)value);

    internal static Node Of(Int128 value) => new(NodeKind.Integer) { Integer = value };

    internal static Node Of(double value) => new(NodeKind.Float) { Float = value };

    internal static Node Of(string text) => Text(Encoding.UTF8.GetBytes(text));

    internal static Node Text(byte[] utf8) => new(NodeKind.Text) { Content = utf8 };

    internal static Node Bytes(byte[] bytes) => new(NodeKind.Bytes) { Content = bytes };

    internal static Node Raw(byte[] encoded) => new(NodeKind.Raw) { Content = encoded };

    internal static Node Array(params ReadOnlySpan<Node> items)
    {
        Node node = new(NodeKind.Array);
        foreach (Node item in items) node.Items.Add(item);
        return node;
    }

    internal static Node Map(params ReadOnlySpan<(string Key, Node Value)> entries)
    {
        Node node = new(NodeKind.Map);
        foreach ((string key, Node value) in entries) node.Add(key, value);
        return node;
    }

    internal void Add(string key, Node value) => Entries.Add((Of(key), value));

    internal int IndexOf(ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < Entries.Count; i++)
        {
            if (Entries[i].Key.Kind == NodeKind.Text && Entries[i].Key.Content.AsSpan().SequenceEqual(key)) return i;
        }
        return -1;
    }

    internal Node? Find(ReadOnlySpan<byte> key) => IndexOf(key) is >= 0 and int index ? Entries[index].Value : null;
}
