using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenMemory.Fuzzing;

/// <summary>A grain before it is bytes: a payload, and a header that follows from it except where a mutation says otherwise.</summary>
internal sealed class GrainModel(IPayloadEncoder encoder, byte type, Node root)
{
    internal IPayloadEncoder Encoder => encoder;

    internal byte Type { get; set; } = type;

    internal Node Root { get; set; } = root;

    /// <summary>The name of the grammar's type, which a mutation of <see cref="Type"/> does not change.</summary>
    internal byte Grammar { get; } = type;

    /// <summary>Delivered inside an envelope.</summary>
    internal bool IsSigned { get; init; }

    /// <summary>How much the author raised the sensitivity.</summary>
    internal int Level { get; init; }

    internal byte Version { get; set; } = 1;

    /// <summary>Flag bits to flip.</summary>
    internal byte FlippedFlags { get; set; }

    /// <summary>A level to state whatever the tags are.</summary>
    internal int? StatedLevel { get; set; }

    /// <summary>Bits to flip in bytes 3 … 8, the namespace hash and the time.</summary>
    internal ulong FlippedRest { get; set; }

    /// <summary>What is done to the finished bytes.</summary>
    internal Func<byte[], byte[]>? Finish { get; set; }

    /// <summary>Whether JSON says everything that the header says.</summary>
    internal bool IsHeaderDerived =>
        !IsSigned && Level == 0 && StatedLevel is null && FlippedFlags == 0 && FlippedRest == 0 && encoder.Flag == GrainFlags.None;

    internal byte[] ToBytes()
    {
        ByteSink sink = new();
        sink.Write(Version);
        int level = StatedLevel ?? Math.Max(Level, RequiredLevel());
        byte flags = (byte)((int)encoder.Flag | (IsSigned ? 1 : 0) | (HasItems("cr"u8) ? 8 : 0) | (HasItems("er"u8) ? 16 : 0));
        sink.Write((byte)((flags ^ FlippedFlags) | (level << 6)));
        sink.Write(Type);
        ulong rest = ((ulong)NamespaceHash() << 32) | Seconds();
        rest ^= FlippedRest;
        sink.WriteNumber(rest >> 32, 2);
        sink.WriteNumber(rest, 4);
        encoder.Write(Root, sink);
        byte[] bytes = sink.ToArray();
        return Finish is null ? bytes : Finish(bytes);
    }

    private bool HasItems(ReadOnlySpan<byte> key) => Root.Find(key) is { Items.Count: > 0 };

    /// <summary>First two bytes of the hash of the namespace; 0 without one .</summary>
    private ushort NamespaceHash() => Root.Find("ns"u8) is { Kind: NodeKind.Text, Content.Length: > 0 } text
        ? BinaryPrimitives.ReadUInt16BigEndian(SHA256.HashData(text.Content))
        : (ushort)0;

    /// <summary>Seconds of <c>created_at</c>, rounded down and clamped .</summary>
    private uint Seconds()
    {
        if (Root.Find("ca"u8) is not { } created) return 0;
        Int128 milliseconds = created.Kind switch
        {
            NodeKind.Integer => created.Integer,
            NodeKind.Float when double.IsFinite(created.Float) => (Int128)created.Float,
            _ => 0,
        };
        return milliseconds <= 0 ? 0 : (uint)Int128.Min(milliseconds / 1000, uint.MaxValue);
    }

    /// <summary>What the tags demand (OMS-13.4-1).</summary>
    private int RequiredLevel()
    {
        int level = 0;
        foreach (Node tag in Root.Find("tags"u8)?.Items ?? [])
        {
            ReadOnlySpan<byte> text = tag.Kind == NodeKind.Text ? tag.Content : [];
            if (text.StartsWith("phi:"u8)) level = 3;
            else if (text.StartsWith("pii:"u8) || text.StartsWith("sec:"u8) || text.StartsWith("legal:"u8)) level = Math.Max(level, 2);
            else if (text.StartsWith("reg:"u8)) level = Math.Max(level, 1);
        }
        return level;
    }
}
