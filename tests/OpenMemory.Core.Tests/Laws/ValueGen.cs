using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Tests;

/// <summary>Generates values of every kind that a grain can hold, to any legal depth.</summary>
internal static class ValueGen
{
    /// <summary>The most levels of containers in a field's value: the payload map is level 1 of 32 (OMS-4.10-1).</summary>
    internal const int DeepestValue = 31;

    // Pieces that join, reorder or grow under normalization, sort differently in UTF-16, or need escapes in JSON.
    private static readonly string[] s_pieces =
    [
        "", "a", "Z", "7", " ", "agent", "i", "I", "\u0130", "\u0131", "\u00DF", "e", "\u0301", "\u0323", "\u00E9", "\u212B", "\u1100",
        "\u1161", "\u11A8", "\uAC00", "\u0958", "\u0928\u093C", "\u05D0\u0627", "\u20AC", "\uE000", "\uFFFD", "\uFFFF", "\U0001F600",
        "\U0001D15F", "\U0010FFFF", "\0", "\n", "\u001F", "\u007F", "\u0085", "\u2028", "\"", "\\", "/", "<&>", "$", "$bytes",
        "a text of more than thirty-one characters", new string('x', 260),
    ];

    private static readonly long[] s_edges =
    [
        0, 1, 127, 128, 255, 256, 65535, 65536, uint.MaxValue, 1L + uint.MaxValue, long.MaxValue, -1, -32, -33, -128, -129, -32768,
        -32769, int.MinValue, int.MinValue - 1L, long.MinValue, (1L << 53) + 1,
    ];

    internal static Gen<string> Text { get; } = Gen.Elements(s_pieces).ArrayOf().Resize(5).Select(string.Concat);

    internal static Gen<long> Integer { get; } = Gen.OneOf(Gen.Elements(s_edges), Bits.Select(static bits => (long)bits), Gen.Choose(-40000, 70000).Select(static n => (long)n));

    internal static Gen<double> Float { get; } = Gen.OneOf(
        Gen.Elements(0.0, -0.0, 1.0, -1.5, 0.1, double.Epsilon, double.MaxValue, double.MinValue, 9007199254740993.0, 1e300),
        Bits.Select(BitConverter.UInt64BitsToDouble).Where(double.IsFinite));

    internal static Gen<OmsValue> Scalar { get; } = Gen.OneOf(
        Text.Select(static text => (OmsValue)text),
        Integer.Select(static number => (OmsValue)number),
        Bits.Select(static number => (OmsValue)number),
        Float.Select(static number => (OmsValue)number),
        Gen.Elements<OmsValue>(true, false, OmsValue.Null),
        Gen.Choose(0, 255).Select(static b => (byte)b).ArrayOf().Select(static bytes => (OmsValue)bytes));

    private static Gen<ulong> Bits =>
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select ((ulong)(uint)high << 32) | (uint)low;

    private static readonly Gen<OmsValue>[] s_byLevels = Build();

    /// <summary>A value with at most so many levels of containers.</summary>
    internal static Gen<OmsValue> Value(int levels) => s_byLevels[levels];

    /// <summary>A map of values with at most so many levels of containers inside it.</summary>
    internal static Gen<OmsMap> Map(int levels) => MapOf(Value(levels));

    private static Gen<OmsValue>[] Build()
    {
        Gen<OmsValue>[] gens = new Gen<OmsValue>[DeepestValue + 1];
        gens[0] = Scalar;
        for (int levels = 1; levels < gens.Length; levels++)
        {
            Gen<OmsValue> inner = gens[levels - 1];
            gens[levels] = Gen.Frequency(
                (7, Scalar),
                (2, inner.ArrayOf().Resize(4).Select(static elements => (OmsValue)elements)),
                (2, MapOf(inner).Select(static map => (OmsValue)map)),
                (1, Chain(levels)));
        }
        return gens;
    }

    /// <summary>One container inside the other; nested small ones seldom get deep by chance.</summary>
    private static Gen<OmsValue> Chain(int levels) =>
        from depth in Gen.Choose(1, levels)
        from kinds in Gen.Choose(0, int.MaxValue)
        from leaf in Scalar
        select Enumerable.Range(0, depth).Aggregate(leaf, (value, level) =>
            ((kinds >> level) & 1) == 0 ? OmsValue.FromArray(value) : new OmsMap { ["k"] = value });

    private static Gen<OmsMap> MapOf(Gen<OmsValue> values) =>
        from keys in Text.ArrayOf().Resize(4)
        from entries in Gen.CollectToArray(keys.DistinctBy(UnicodeData.Normalize), key => values.Select(value => KeyValuePair.Create(key, value)))
        select new OmsMap(entries);
}
