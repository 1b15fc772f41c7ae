namespace OpenMemory.Fuzzing;

/// <summary>MessagePack in canonical form (§4), and the forms beside it.</summary>
internal sealed class MessagePackEncoder : IPayloadEncoder
{
    // Ext types, a timestamp, and the byte that begins nothing.
    private static readonly byte[][] s_foreign = [[0xc1], [0xd4, 0, 0], [0xd5, 1, 2, 3], [0xc7, 1, 5, 9], [0xd6, 0xff, 0, 0, 0, 1], [0xc7, 0, 7]];

    public string Name => "MessagePack";

    public GrainFlags Flag => GrainFlags.None;

    public IReadOnlyList<byte[]> ForeignValues => s_foreign;

    public int CompareKeys(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.SequenceCompareTo(right);

    public bool Has(Node node, NodeForm form) => (form, node.Kind) switch
    {
        (NodeForm.Wider, NodeKind.Integer) => IntegerSize(node.Integer) < 8,
        (NodeForm.Wider, NodeKind.Float) => true, // another width: 32 bits
        (NodeForm.Wider, NodeKind.Text) => node.Content.Length <= ushort.MaxValue,
        (NodeForm.Wider, NodeKind.Bytes) => node.Content.Length <= ushort.MaxValue,
        (NodeForm.Wider, NodeKind.Array) => node.Items.Count <= ushort.MaxValue,
        (NodeForm.Wider, NodeKind.Map) => node.Entries.Count <= ushort.MaxValue,
        (NodeForm.Other, NodeKind.Integer) => node.Integer >= 0 && node.Integer <= long.MaxValue,
        (NodeForm.Inflated, NodeKind.Text or NodeKind.Bytes or NodeKind.Array or NodeKind.Map) => true,
        _ => false,
    };

    public void Write(Node node, ByteSink sink)
    {
        switch (node.Kind)
        {
            case NodeKind.Null: sink.Write(0xc0); break;
            case NodeKind.Boolean: sink.Write(node.Integer == 0 ? (byte)0xc2 : (byte)0xc3); break;
            case NodeKind.Integer: WriteInteger(node, sink); break;
            case NodeKind.Float: WriteFloat(node, sink); break;
            case NodeKind.Text: WriteHead(sink, node, node.Content.Length, 0xa0, 31, 0xd9, true); sink.Write(node.Content); break;
            case NodeKind.Bytes: WriteHead(sink, node, node.Content.Length, 0, -1, 0xc4, true); sink.Write(node.Content); break;
            case NodeKind.Array:
                WriteHead(sink, node, node.Items.Count, 0x90, 15, 0xdc, false);
                foreach (Node item in node.Items) Write(item, sink);
                break;
            case NodeKind.Map:
                WriteHead(sink, node, node.Entries.Count, 0x80, 15, 0xde, false);
                foreach ((Node key, Node value) in node.Entries)
                {
                    Write(key, sink);
                    Write(value, sink);
                }
                break;
            default: sink.Write(node.Content); break;
        }
    }

    /// <summary>Bytes behind the marker; 0 for numbers inside it.</summary>
    private static int IntegerSize(Int128 value)
    {
        if (value >= 0) return value <= sbyte.MaxValue ? 0 : value <= byte.MaxValue ? 1 : value <= ushort.MaxValue ? 2 : value <= uint.MaxValue ? 4 : 8;
        return value >= -32 ? 0 : value >= sbyte.MinValue ? 1 : value >= short.MinValue ? 2 : value >= int.MinValue ? 4 : 8;
    }

    private static void WriteInteger(Node node, ByteSink sink)
    {
        Int128 value = node.Integer;
        int size = IntegerSize(value);
        bool isSigned = value < 0;
        if (node.Form == NodeForm.Wider) size = size == 0 ? 1 : 2 * size;
        else if (node.Form == NodeForm.Other)
        {
            // The signed family for a number that is not negative.
            isSigned = true;
            size = value <= sbyte.MaxValue ? 1 : value <= short.MaxValue ? 2 : value <= int.MaxValue ? 4 : 8;
        }
        if (size > 0) sink.Write((byte)((isSigned ? 0xd0 : 0xcc) + int.Log2(size)));
        sink.WriteNumber((ulong)(UInt128)value, Math.Max(size, 1));
    }

    private static void WriteFloat(Node node, ByteSink sink)
    {
        bool isSingle = node.Form == NodeForm.Wider;
        sink.Write(isSingle ? (byte)0xca : (byte)0xcb);
        if (isSingle) sink.WriteNumber(BitConverter.SingleToUInt32Bits((float)node.Float), 4);
        else sink.WriteNumber(BitConverter.DoubleToUInt64Bits(node.Float), 8);
    }

    /// <summary>Writes a length or count: inside the marker, or in 8 (texts and byte strings only), 16 or 32 bits.</summary>
    private static void WriteHead(ByteSink sink, Node node, int length, int fix, int fixMax, int first, bool has8)
    {
        int width = length <= fixMax ? -1 : length <= byte.MaxValue && has8 ? 0 : length <= ushort.MaxValue ? 1 : 2;
        if (node.Form == NodeForm.Wider) width = width < 0 ? (has8 ? 0 : 1) : width + 1;
        uint stated = node.Form == NodeForm.Inflated ? 0xfffffff0u | (uint)length : (uint)length;
        if (node.Form == NodeForm.Inflated) width = 2;
        if (width < 0) sink.Write((byte)(fix | length));
        else
        {
            sink.Write((byte)(first + (has8 ? width : width - 1)));
            sink.WriteNumber(stated, 1 << width);
        }
    }
}
