namespace OpenMemory;

/// <summary>Goes through a grain region once, handing on what is sound and reporting what is not.</summary>
internal sealed class RegionScan(ElementProbe probe, OffsetGuide guide, MgFileWriter target, MgRepairReport report, CancellationToken cancellationToken)
{
    private const int FindTries = 8;

    private long _beyond = -1; // the element behind a lost range, where the index says that it stands behind all bytes
    private long _index; // of the element at the place reached; -1 where it is not known
    private long _cursor, _listed = -1, _tried = -1; // the entry to look at next, the last place of one that held an element, and that of the last one tried
    private int _tries = FindTries;
    private bool _hasLookedAround;

    internal ProgressMeter? Progress { get; init; }

    /// <summary>Whether the place where the region begins is known; where it is not, the first grain is searched for.</summary>
    internal bool IsStartKnown { get; init; } = true;

    /// <summary>Before this place nothing is lost, only unknown; for a start that is not known.</summary>
    internal long LeastLost { get; init; }

    /// <summary>The first entry of the index that is wrong, or -1.</summary>
    internal long WrongEntry { get; private set; } = -1;

    /// <summary>The number of elements up to the place reached, where it is known; or -1.</summary>
    internal long Reached => _index >= 0 ? _index : _beyond;

    /// <summary>Whether the index says that the next element begins at a place.</summary>
    internal bool IsDue(long place) => guide.Names(Reached, place);

    /// <summary>Goes through the region.</summary>
    /// <returns>Where the last element ends; what follows could not be read as one.</returns>
    internal long Run(long start, long end)
    {
        long place = start;
        bool isSure = IsStartKnown;
        if (!IsStartKnown) _index = -1;
        while (place < end && !probe.Budget.IsExhausted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isGrain = probe.Look(place, end, isSure, -1, out ReadOnlySpan<byte> element, out GrainView grain);
            long next = place + element.Length;
            if (!isGrain || IsOverrun(place, end, ref next))
            {
                if (!isGrain) next = FindNext(place, end);
                if (next >= end) break;
                Lose(place, next);
            }
            else
            {
                if (_hasLookedAround) _ = probe.Look(place, next, isSure: true, -1, out element, out grain);
                Keep(place, element, grain);
            }
            isSure = isGrain || next == _listed;
            Progress?.Add(next - place);
            place = next;
        }
        Progress?.Add(end - place);
        return place;
    }

    /// <summary>Reports a range as lost, grain by grain as far as the index divides it.</summary>
    internal void Lose(long from, long to)
    {
        if (!IsStartKnown && report is { Salvaged: 0, LostCount: 0 }) from = Math.Min(Math.Max(from, LeastLost), to);
        long index = Locate(from);
        while (from < to)
        {
            long stop = guide.Names(index, from) && guide.TryGet(index + 1, out long named) && named > from && named < to ? named : to;
            OmsFault fault = probe.Budget.IsExhausted
                ? new(OmsErrorCode.Corrupt, "R-2", "The bytes were not searched: too much work was spent on bytes that are no grains", from)
                : probe.Explain(from, stop);
            report.Add(new MgLostRange(index, from, stop - from, fault));
            from = stop;
            if (index >= 0) index++;
        }
        _index = index >= 0 && (guide.Names(index, to) || index == guide.Count) ? index : -1;
        _beyond = index >= 0 && guide.TryGet(index, out long following) && following > to ? index : -1;
        _tries = FindTries;
    }

    private void Keep(long place, ReadOnlySpan<byte> element, GrainView grain)
    {
        long index = Locate(place);
        target.AddValidated(element, grain);
        report.Salvaged++;
        _beyond = -1;
        _index = index < 0 ? -1 : index + 1;
    }

    /// <summary>The position of the element at a place: by counting, or by the index where counting was interrupted.</summary>
    private long Locate(long place)
    {
        if (guide.Names(_index, place)) return _index;
        if (_index >= 0)
        {
            if (WrongEntry < 0 && _index < guide.Count) WrongEntry = _index;
            return _index;
        }
        return _tries-- > 0 ? guide.Find(place) : -1;
    }

    /// <summary>
    /// Whether an element that reads well is damaged all the same: the index says that it ends elsewhere, an element begins
    /// there, and none where this one ends.
    /// </summary>
    private bool IsOverrun(long place, long end, ref long next)
    {
        _hasLookedAround = false;
        if (next >= end || !guide.Names(_index, place) || !guide.TryGet(_index + 1, out long named)) return false;
        if (named == next || named <= place || named >= end) return false;
        _hasLookedAround = true;
        // Behind the tag of an envelope stands an envelope without one, which says nothing.
        if ((next != named + 1 && probe.Look(next, end, isSure: false, -1, out _)) || !probe.Look(named, end, isSure: false, -1, out _)) return false;
        next = named;
        return true;
    }

    /// <summary>The next element behind a place that holds none.</summary>
    private long FindNext(long place, long end)
    {
        long listed = FindListed(place, end);
        bool isOneGrain = listed < end && guide.Names(_index, place) && guide.Names(_index + 1, listed);
        return isOneGrain ? listed : probe.Search(place + 1, listed, cancellationToken);
    }

    /// <summary>The next place in the index that holds an element; the end where there is none.</summary>
    private long FindListed(long place, long end)
    {
        if (_listed > place) return _listed;
        for (_cursor = Math.Max(_cursor, _index >= 0 ? _index : guide.FirstFrom(place)); guide.TryGet(_cursor, out long named); _cursor++)
        {
            if (named <= Math.Max(place, _tried) || named >= end) continue;
            bool isFollowed = guide.TryGet(_cursor + 1, out long following);
            if (isFollowed && following <= named && following > place) continue; // one of the two is wrong
            if (probe.Budget.IsExhausted) break;
            _tried = named;
            if (!probe.Look(named, end, isSure: false, isFollowed ? following : -1, out int length)) continue;
            probe.Budget.Charge(length); // it is read again when its turn comes, if it comes
            return _listed = named;
        }
        return _listed = end;
    }
}
