namespace OpenMemory.Fuzzing;

/// <summary>Free-form values of every kind, to any legal depth.</summary>
internal static class ValueGrammar
{
    /// <summary>The most levels of containers in the value of a payload entry: the payload map is level 1 of 32 (OMS-4.10-1).</summary>
    internal const int Levels = 31;

    private static readonly Int128[] s_edges =
    [
        0, 1, 23, 24, 127, 128, 255, 256, 65535, 65536, uint.MaxValue, (Int128)uint.MaxValue + 1, (1L << 53) + 1, long.MaxValue, (Int128)long.MaxValue + 1,
        ulong.MaxValue, -1, -24, -25, -32, -33, -128, -129, -256, -257, -32768, -32769, -65536, -65537, int.MinValue, (long)int.MinValue - 1, long.MinValue,
    ];

    private static readonly double[] s_floats =
    [
        0.0, -0.0, 1.0, -1.5, 0.1, 0.5, 65504, 65520, 5.960464477539063e-8, 3.4028234663852886e38, double.Epsilon, double.MaxValue, double.MinValue,
        9007199254740993.0, 9223372036854775808.0, 18446744073709551616.0, 1e300, -1e-300,
    ];

    private static readonly int[] s_counts = [14, 15, 16, 17, 23, 24, 31, 32];

    /// <summary>A value with at most so many levels of containers. Null may stand in arrays only.</summary>
    internal static Node Any(CaseRandom random, int levels, bool mayBeNull = false)
    {
        switch (random.Next(levels > 0 ? 15 : 11))
        {
            case < 4: return Node.Text(TextGrammar.Any(random));
            case < 7: return Node.Of(Integer(random));
            case < 9: return Node.Of(Float(random));
            case 9: return mayBeNull && random.OneIn(2) ? Node.Null() : Node.Of(random.OneIn(2));
            case 10: return Node.Bytes(Bytes(random));
            case 11: return random.OneIn(4) ? Chain(random, random.Next(1, levels + 1), random.OneIn(2)) : Map(random, levels);
            case < 14: return Array(random, levels);
            default: return Map(random, levels);
        }
    }

    internal static Int128 Integer(CaseRandom random) => random.Next(4) switch
    {
        0 => (long)(random.NextBits() >> random.Next(64)),
        1 => random.NextBits(),
        2 => random.Next(-300, 300),
        _ => random.Pick(s_edges),
    };

    internal static long Int64(CaseRandom random) => unchecked((long)(ulong)(UInt128)Integer(random));

    internal static double Float(CaseRandom random)
    {
        double bits = BitConverter.UInt64BitsToDouble(random.NextBits());
        return random.OneIn(2) || !double.IsFinite(bits) ? random.Pick(s_floats) : bits;
    }

    internal static Node Array(CaseRandom random, int levels)
    {
        Node array = new(NodeKind.Array);
        if (random.OneIn(20_000)) Fill(array, random.Next(65535, 65537));
        else if (random.OneIn(30)) Fill(array, random.Pick(s_counts));
        else
        {
            for (int i = random.Next(4); i > 0; i--) array.Items.Add(Any(random, levels - 1, mayBeNull: true));
        }
        return array;
    }

    internal static Node Map(CaseRandom random, int levels)
    {
        Node map = new(NodeKind.Map);
        int many = random.OneIn(40_000) ? random.Next(65535, 65537) : random.OneIn(30) ? random.Pick(s_counts) : 0;
        for (int i = 0; i < many; i++) map.Add($"k{i}", Node.Of(i & 127));
        if (many > 0) return map;
        for (int i = random.Next(4); i > 0; i--) map.Entries.Add((Node.Text(TextGrammar.Any(random)), Any(random, levels - 1)));
        return map;
    }

    /// <summary>So many containers, one inside the other.</summary>
    internal static Node Chain(CaseRandom random, int depth, bool maps)
    {
        Node node = Node.Of(Integer(random));
        for (int i = 0; i < depth; i++) node = Wrap(node, maps);
        return node;
    }

    /// <summary>A value in a container of its own.</summary>
    internal static Node Wrap(Node value, bool inMap) => inMap ? Node.Map(("k", value)) : Node.Array(value);

    private static byte[] Bytes(CaseRandom random)
    {
        byte[] bytes = new byte[random.OneIn(40) ? random.Pick(254, 255, 256, 257, random.OneIn(500) ? 65536 : 23) : random.Next(10)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Fill(Node array, int count)
    {
        for (int i = 0; i < count; i++) array.Items.Add(Node.Of(i & 127));
    }
}
