using System.Buffers;
using System.Runtime.CompilerServices;

namespace OpenMemory;

/// <summary>Decomposes, orders and composes segments of text, holding one starter and the marks after it.</summary>
internal ref partial struct NfcComposer
{
    /// <summary>The number of marks the caller's buffer should hold; more are kept in a rented one.</summary>
    internal const int UsualMarks = 64;

    /// <summary>A mark is kept as its combining class and its code point in one number.</summary>
    private const int ClassShift = 21, PointMask = (1 << ClassShift) - 1;

    /// <summary>The longest sequence, and the output asked for at a time.</summary>
    private const int Longest = 4, OutputAtOnce = 1024;

    /// <summary>Insertion beats counting up to about here, and cannot be provoked into quadratic time within it.</summary>
    private const int InsertionLimit = 24;

    private readonly IBufferWriter<byte> _destination;
    private Span<byte> _output;
    private int _written;
    private Span<uint> _marks;
    private uint[]? _rented;
    private int _count;
    private int _starter = -1;
    private bool _ordered = true;

    /// <summary>Starts without a segment, with room for what is expected and the caller's buffer for the marks.</summary>
    internal NfcComposer(IBufferWriter<byte> destination, int expectedLength, Span<uint> marks)
    {
        _output = destination.GetSpan(expectedLength + Longest);
        _destination = destination;
        _marks = marks;
    }

    /// <summary>Writes text as it is.</summary>
    internal void Copy(ReadOnlySpan<byte> text)
    {
        if (text.TryCopyTo(_output[_written..]))
        {
            _written += text.Length;
            return;
        }

        Flush();
        _output = _destination.GetSpan(Math.Max(text.Length, OutputAtOnce));
        text.CopyTo(_output);
        _written = text.Length;
    }

    /// <summary>Hands to the destination what was written so far.</summary>
    internal void Flush()
    {
        _destination.Advance(_written);
        _output = default;
        _written = 0;
    }

    /// <summary>Returns what was rented.</summary>
    internal void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<uint>.Shared.Return(_rented);
            _rented = null;
            _marks = default;
        }
    }

    /// <summary>Adds what a code point decomposes to, which may be itself.</summary>
    private void AddParts(int point)
    {
        if (NfcData.TrySplitSyllable(point, out int lead, out int vowel, out int tail))
        {
            AddStarter(lead);
            AddStarter(vowel);
            if (tail != 0)
            {
                AddStarter(tail);
            }

            return;
        }

        ReadOnlySpan<ushort> parts = NfcData.Decomposition(point);
        if (parts.IsEmpty)
        {
            Add(point);
        }

        while (!parts.IsEmpty)
        {
            Add(NfcData.TakePart(ref parts));
        }
    }

    /// <summary>Adds a code point that does not decompose.</summary>
    private void Add(int point)
    {
        byte combiningClass = NfcData.CombiningClass(point);
        if (combiningClass == 0)
        {
            AddStarter(point);
        }
        else
        {
            AddMark(point, combiningClass);
        }
    }

    /// <summary>Adds a mark that does not decompose.</summary>
    private void AddMark(int point, byte combiningClass)
    {
        if (_count == _marks.Length)
        {
            Grow();
        }

        _ordered &= _count == 0 || combiningClass >= _marks[_count - 1] >> ClassShift;
        _marks[_count++] = ((uint)combiningClass << ClassShift) | (uint)point;
    }

    /// <summary>Adds a starter: it composes with the one before, or that one is done.</summary>
    private void AddStarter(int point)
    {
        ComposeMarks();
        int whole = _count == 0 && _starter >= 0 ? NfcData.Compose(_starter, point) : 0;
        if (whole != 0)
        {
            _starter = whole;
            return;
        }

        Emit();
        _starter = point;
    }

    /// <summary>Orders the marks and composes with the starter those that can be, keeping the others.</summary>
    private void ComposeMarks()
    {
        if (!_ordered)
        {
            Order();
            _ordered = true;
        }

        if (_starter < 0)
        {
            return;
        }

        int kept = 0;
        uint last = 0;
        for (int at = 0; at < _count; at++)
        {
            uint mark = _marks[at];
            uint combiningClass = mark >> ClassShift;
            int whole = combiningClass == last ? 0 : NfcData.Compose(_starter, (int)(mark & PointMask));
            if (whole != 0)
            {
                _starter = whole;
                continue;
            }

            _marks[kept++] = mark;
            last = combiningClass;
        }

        _count = kept;
    }

    /// <summary>Sorts the marks by combining class, keeping the order of equals.</summary>
    private void Order()
    {
        Span<uint> marks = _marks[.._count];
        if (_count <= InsertionLimit)
        {
            for (int at = 1; at < marks.Length; at++)
            {
                uint mark = marks[at];
                int to = at;
                for (; to > 0 && marks[to - 1] >> ClassShift > mark >> ClassShift; to--)
                {
                    marks[to] = marks[to - 1];
                }

                marks[to] = mark;
            }

            return;
        }

        Span<int> places = stackalloc int[256];
        places.Clear();
        foreach (uint mark in marks)
        {
            places[(int)(mark >> ClassShift)]++;
        }

        int place = 0;
        foreach (ref int count in places)
        {
            (place, count) = (place + count, place);
        }

        uint[] ordered = ArrayPool<uint>.Shared.Rent(_count);
        foreach (uint mark in marks)
        {
            ordered[places[(int)(mark >> ClassShift)]++] = mark;
        }

        ordered.AsSpan(0, _count).CopyTo(marks);
        ArrayPool<uint>.Shared.Return(ordered);
    }

    /// <summary>Makes room for more marks.</summary>
    private void Grow()
    {
        uint[] larger = ArrayPool<uint>.Shared.Rent(_count * 2);
        _marks.CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<uint>.Shared.Return(_rented);
        }

        _marks = _rented = larger;
    }

    /// <summary>Writes the starter and its marks, and forgets the marks.</summary>
    private void Emit()
    {
        if (_starter >= 0)
        {
            Put(_starter);
        }

        foreach (uint mark in _marks[.._count])
        {
            Put((int)(mark & PointMask));
        }

        _count = 0;
    }

    /// <summary>Writes a code point.</summary>
    private void Put(int point)
    {
        // Making room may start anew to count what is written.
        Span<byte> to = Room();
        _written += NfcData.Encode(point, to);
    }

    /// <summary>The room that is left, for at least the longest sequence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room()
    {
        if (_output.Length - _written < Longest)
        {
            Flush();
            _output = _destination.GetSpan(OutputAtOnce);
        }

        return _output[_written..];
    }
}
