namespace OpenMemory;

/// <summary>A set of numbers from 0, of which few may be in it: one bit each up to the largest.</summary>
internal sealed class BitSet
{
    private ulong[] _words = [];

    internal long Count { get; private set; }

    internal bool this[long index] => index >> 6 < _words.Length && (_words[index >> 6] >> (int)index & 1) != 0;

    internal void Add(long index)
    {
        if (index >> 6 >= _words.Length) Array.Resize(ref _words, (int)Math.Max((index >> 6) + 1, 2L * _words.Length));
        _words[index >> 6] |= 1ul << (int)index;
        Count++;
    }
}
