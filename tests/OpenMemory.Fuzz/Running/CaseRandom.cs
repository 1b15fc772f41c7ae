namespace OpenMemory.Fuzzing;

/// <summary>
/// A small generator that starts anew for every case: case n of a seed is the same bytes whoever makes it, in whatever order.
/// </summary>
internal sealed class CaseRandom : Random
{
    private ulong _state;

    /// <summary>Starts the numbers of one case.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="kind">The kind of cases, so that two kinds do not see the same numbers.</param>
    /// <param name="number">The case.</param>
    internal void Start(long seed, string kind, long number)
    {
        ulong state = Mix((ulong)seed + 0x9e3779b97f4a7c15);
        foreach (char letter in kind) state = Mix(state ^ letter);
        _state = Mix(state ^ Mix((ulong)number + 0xd1b54a32d192ed03));
    }

    /// <summary>True once in so many times.</summary>
    internal bool OneIn(int times) => Next(times) == 0;

    /// <summary>One of these.</summary>
    internal T Pick<T>(params ReadOnlySpan<T> choices) => choices[Next(choices.Length)];

    internal ulong NextBits()
    {
        _state += 0x9e3779b97f4a7c15;
        return Mix(_state);
    }

    public override int Next() => (int)(NextBits() >> 33);

    public override int Next(int maxValue) => (int)(((NextBits() >> 32) * (uint)maxValue) >> 32);

    public override int Next(int minValue, int maxValue) => minValue + Next(maxValue - minValue);

    // The base class would take the other forms from numbers of its own, which no case starts anew.
    public override long NextInt64() => (long)(NextBits() >> 1);

    public override long NextInt64(long maxValue) => (long)Math.BigMul(NextBits(), (ulong)maxValue, out _);

    public override long NextInt64(long minValue, long maxValue) => minValue + NextInt64(maxValue - minValue);

    public override double NextDouble() => Sample();

    public override float NextSingle() => (float)Sample();

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length; i++) buffer[i] = (byte)NextBits();
    }

    protected override double Sample() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
