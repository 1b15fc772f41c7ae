using System.Runtime.CompilerServices;

namespace OpenMemory.Store;

/// <summary>
/// A list in pieces: it grows without copying what it holds, and memory follows the number of elements. Only the first piece grows.
/// </summary>
internal sealed class Chunks<T>
    where T : struct
{
    private const int FirstSize = 64;

    private readonly int _shift;
    private T[][] _chunks = [];
    private int _capacity;

    /// <param name="shift">A piece has two to the power of this many elements; at least 6.</param>
    internal Chunks(int shift = 13) => _shift = shift;

    /// <summary>The number of elements.</summary>
    internal int Count { get; private set; }

    /// <summary>An element in its place; the reference is good until the next <see cref="Reserve"/>.</summary>
    internal ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _chunks[index >> _shift][index & ((1 << _shift) - 1)];
    }

    /// <summary>Makes room, after which as many <see cref="Add"/> cannot fail.</summary>
    internal void Reserve(int more = 1)
    {
        while (_capacity - Count < more) Grow();
    }

    /// <summary>Appends an element and answers its place.</summary>
    internal ref T Add(in T value)
    {
        Reserve();
        int index = Count++;
        ref T place = ref this[index];
        place = value;
        return ref place;
    }

    /// <summary>Takes the last elements away; what they held is gone.</summary>
    internal void Truncate(int count)
    {
        for (int i = count; i < Count; i++) this[i] = default;
        Count = Math.Min(Count, count);
    }

    private void Grow()
    {
        int size = 1 << _shift;
        if (_capacity >= size)
        {
            int used = _capacity >> _shift;
            if (used == _chunks.Length) Array.Resize(ref _chunks, Math.Max(16, 2 * used));
            _chunks[used] = new T[size];
            _capacity += size;
            return;
        }
        T[] larger = new T[_capacity == 0 ? Math.Min(FirstSize, size) : 2 * _capacity];
        if (_chunks.Length == 0) _chunks = new T[1][];
        _chunks[0]?.AsSpan(0, Count).CopyTo(larger);
        _chunks[0] = larger;
        _capacity = larger.Length;
    }
}
