namespace OpenMemory.Fuzzing;

/// <summary>CBOR in deterministic form (RFC 8949 §4.2.1, §16.2), and the forms beside it.</summary>
internal sealed class CborEncoder : IPayloadEncoder
{
    // A tag, an indefinite text, array and map, undefined, simple values, reserved additional information, a lone break.
    private static readonly byte[][] s_foreign =
    [
        [0xc0, 0x60], [0xd9, 0xd9, 0xf7, 0x01], [0x7f, 0x61, 0x61, 0xff], [0x5f, 0x41, 0x00, 0xff], [0x9f, 0xff], [0xbf, 0xff],
        [0xf7], [0xe0], [0xf8, 0x20], [0xf8, 0x14], [0x1c], [0x3e], [0xff],
    ];

    public string Name => "CBOR";

    public GrainFlags Flag => GrainFlags.Cbor;

    public IReadOnlyList<byte[]> ForeignValues => s_foreign;

    /// <summary>Keys ascend by their encoded bytes: a shorter text has the smaller head.</summary>
    public int CompareKeys(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);

    public bool Has(Node node, NodeForm form) => (form, node.Kind) switch
    {
        (NodeForm.Wider, NodeKind.Integer) => HeadSize(Argument(node.Integer)) < 8,
        (NodeForm.Wider, NodeKind.Float) => FloatSize(node.Float) < 8,
        (NodeForm.Wider or NodeForm.Inflated, NodeKind.Text or NodeKind.Bytes or NodeKind.Array or NodeKind.Map) => true,
        (NodeForm.Other, NodeKind.Text or NodeKind.Bytes or NodeKind.Array or NodeKind.Map) => true, // indefinite
        _ => false,
    };

    public void Write(Node node, ByteSink sink)
    {
        switch (node.Kind)
        {
            case NodeKind.Null: sink.Write(0xf6); break;
            case NodeKind.Boolean: sink.Write(node.Integer == 0 ? (byte)0xf4 : (byte)0xf5); break;
            case NodeKind.Integer: WriteHead(sink, node.Integer < 0 ? 1 : 0, Argument(node.Integer), node.Form); break;
            case NodeKind.Float: WriteFloat(node, sink); break;
            case NodeKind.Text: WriteString(sink, 3, node); break;
            case NodeKind.Bytes: WriteString(sink, 2, node); break;
            case NodeKind.Array:
                WriteHead(sink, 4, (ulong)node.Items.Count, node.Form);
                foreach (Node item in node.Items) Write(item, sink);
                End(sink, node);
                break;
            case NodeKind.Map:
                WriteHead(sink, 5, (ulong)node.Entries.Count, node.Form);
                foreach ((Node key, Node value) in node.Entries)
                {
                    Write(key, sink);
                    Write(value, sink);
                }
                End(sink, node);
                break;
            default: sink.Write(node.Content); break;
        }
    }

    private static ulong Argument(Int128 value) => (ulong)(value < 0 ? -1 - value : value);

    private static void WriteString(ByteSink sink, int major, Node node)
    {
        WriteHead(sink, major, (ulong)node.Content.Length, node.Form);
        if (node.Form == NodeForm.Other) WriteHead(sink, major, (ulong)node.Content.Length, NodeForm.Canonical); // one chunk
        sink.Write(node.Content);
        End(sink, node);
    }

    private static void End(ByteSink sink, Node node)
    {
        if (node.Form == NodeForm.Other) sink.Write(0xff);
    }

    private static int HeadSize(ulong argument) => argument switch { < 24 => 0, <= byte.MaxValue => 1, <= ushort.MaxValue => 2, <= uint.MaxValue => 4, _ => 8 };

    private static void WriteHead(ByteSink sink, int major, ulong argument, NodeForm form)
    {
        if (form == NodeForm.Other)
        {
            sink.Write((byte)((major << 5) | 31));
            return;
        }
        if (form == NodeForm.Inflated) argument |= 0x7fff_ffff_0000_0000;
        int size = HeadSize(argument);
        if (form == NodeForm.Wider) size = size == 0 ? 1 : 2 * size;
        sink.Write((byte)((major << 5) | (size == 0 ? (int)argument : 24 + int.Log2(size))));
        if (size > 0) sink.WriteNumber(argument, size);
    }

    /// <summary>The fewest bytes that keep the value and the sign of zero.</summary>
    private static int FloatSize(double value) =>
        Same((double)(Half)value, value) ? 2 : Same((double)(float)value, value) ? 4 : 8;

    private static bool Same(double left, double right) =>
        BitConverter.DoubleToUInt64Bits(left) == BitConverter.DoubleToUInt64Bits(right) || (double.IsNaN(left) && double.IsNaN(right));

    private static void WriteFloat(Node node, ByteSink sink)
    {
        int size = FloatSize(node.Float) << (node.Form == NodeForm.Wider ? 1 : 0);
        sink.Write((byte)(0xf8 + int.Log2(size)));
        sink.WriteNumber(size switch
        {
            2 => BitConverter.HalfToUInt16Bits((Half)node.Float),
            4 => BitConverter.SingleToUInt32Bits((float)node.Float),
            _ => BitConverter.DoubleToUInt64Bits(node.Float),
        }, size);
    }
}
