using System.Numerics;
using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>
/// Finds the places of valid UTF-8 that may be faults one after another. Unlike <see cref="NfcScanner"/> anew for each, it keeps the
/// suspects that a look at many bytes has found, so faults close to each other cost one such look.
/// </summary>
internal ref struct NfcFaults
{
    /// <summary>The number of lanes looked at together, for which the caller gives room.</summary>
    internal const int LanesAtOnce = 8;

    private const int Lane = NfcFilter.Lane;

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly Span<uint> _lanes;
    private readonly int _last;
    private int _begin, _lane, _count, _filtered;

    /// <summary>Starts without suspects, or with those of a lane where what is left of the text fits in one.</summary>
    internal NfcFaults(ReadOnlySpan<byte> utf8, int start, uint lane, Span<uint> lanes)
    {
        _utf8 = utf8;
        _lanes = lanes[..LanesAtOnce];
        _last = utf8.Length - Lane - NfcFilter.Ahead;
        if (utf8.Length - start <= NfcScanner.FewBytes)
        {
            _last = start - Lane; // nothing for a lane
        }
        else if (_last < start)
        {
            _last = _begin = start;
            _count = 1;
            _lanes[0] = lane;
            _filtered = start + Lane;
        }
    }

    /// <summary>The first possible fault at or after an offset that starts a segment, or -1; the offsets must rise.</summary>
    internal int Next(int from)
    {
        NfcOrder order = new(forbidByteOrderMark: false);
        if (!NibbleLookup.IsQuick)
        {
            return NfcScanner.FindUnsureByByte(_utf8, from, ref order);
        }

        while (true)
        {
            for (; _lane < _count; _lane++)
            {
                // The last lane may overlap the one before, and what stands before the offset is done.
                int begin = _begin + (_lane * Lane), place = Math.Min(begin, _last), done = Math.Max(begin, from) - place;
                uint suspects = done < Lane ? _lanes[_lane] & (uint.MaxValue << done) : 0;
                for (; suspects != 0; suspects &= suspects - 1)
                {
                    int suspect = place + BitOperations.TrailingZeroCount(suspects);
                    if (!order.AcceptSure(_utf8, suspect))
                    {
                        return suspect;
                    }
                }
            }

            _begin = Math.Max(_filtered, from);
            if (_begin >= _last + Lane)
            {
                // Two bytes remain, which may be a sequence, or few.
                return NfcScanner.FindUnsureByByte(_utf8, Math.Max(from, _last + Lane), ref order);
            }

            _lane = 0;
            _count = Math.Min(LanesAtOnce, ((Math.Max(_last - _begin, 0) + Lane - 1) / Lane) + 1);
            _filtered = _begin + (_count * Lane);
            NfcFilter.FindSuspects(ref MemoryMarshal.GetReference(_utf8), _begin, _last, _lanes[.._count]);
        }
    }
}
