namespace OpenMemory.Store.Conformance;

/// <summary>What a store must do with the grains of <see cref="ModelUniverse"/>, said once more, in dictionaries.</summary>
internal sealed class StoreModel
{
    private readonly SortedDictionary<int, ModelGrain> _grains = [];
    private readonly HashSet<int> _deleted = [];

    /// <summary>What is known of one grain.</summary>
    internal sealed record ModelGrain(EpochMilliseconds AcceptedAt)
    {
        internal SortedSet<int> Successors { get; } = [];

        internal EpochMilliseconds? ValidTo { get; set; }

        internal bool IsContradicted { get; set; }

        internal bool IsVerified { get; set; }
    }

    internal long Now { get; set; }

    internal IEnumerable<int> Here => _grains.Keys;

    internal int Deleted => _deleted.Count;

    internal bool Has(int grain) => _grains.ContainsKey(grain);

    internal ModelGrain this[int grain] => _grains[grain];

    internal bool IsCurrent(int grain) => _grains[grain].ValidTo is null && _grains[grain].Successors.Count == 0;

    internal WriteOutcome Add(int grain)
    {
        if (_deleted.Contains(grain)) return WriteOutcome.Deleted;
        return _grains.TryAdd(grain, new(new(Now))) ? WriteOutcome.Done : WriteOutcome.Existing;
    }

    internal WriteOutcome Supersede(int old, int successor)
    {
        if (!Has(old)) return Absent(old);
        if (_deleted.Contains(successor)) return WriteOutcome.Deleted;
        ModelGrain grain = _grains[old];
        if (grain.Successors.Contains(successor)) return WriteOutcome.Existing;
        if (grain.Successors.Count > 0) return WriteOutcome.Conflict;
        if (IsProtected(old)) return WriteOutcome.Refused;
        _grains.TryAdd(successor, new(new(Now)));
        grain.Successors.Add(successor);
        grain.ValidTo ??= new(Now);
        return WriteOutcome.Done;
    }

    internal WriteOutcome Contradict(int grain)
    {
        if (!Has(grain)) return Absent(grain);
        if (_grains[grain].IsContradicted) return WriteOutcome.Existing;
        if (IsProtected(grain)) return WriteOutcome.Refused;
        (_grains[grain].IsContradicted, _grains[grain].ValidTo) = (true, _grains[grain].ValidTo ?? new(Now));
        return WriteOutcome.Done;
    }

    internal WriteOutcome Verify(int grain)
    {
        if (!Has(grain)) return Absent(grain);
        if (_grains[grain].IsVerified || _grains[grain].IsContradicted) return WriteOutcome.Existing;
        _grains[grain].IsVerified = true;
        return WriteOutcome.Done;
    }

    internal WriteOutcome Delete(int grain)
    {
        if (!Has(grain)) return Absent(grain);
        if (ModelUniverse.ModeOf(grain) == "hold") return WriteOutcome.Refused;
        _grains.Remove(grain);
        _deleted.Add(grain);
        return WriteOutcome.Done;
    }

    /// <summary>Takes in what another index says: that a child of the grain superseded it at the beginning of the story.</summary>
    internal bool Merge(int old, int successor, EpochMilliseconds validTo)
    {
        if (!Has(old) || !Has(successor) || IsProtected(old)) return false;
        ModelGrain grain = _grains[old];
        bool isNew = grain.Successors.Add(successor), isEarlier = grain.ValidTo is not { } known || known.Value > validTo.Value;
        if (isEarlier) grain.ValidTo = validTo;
        return isNew || isEarlier;
    }

    internal int[] Erase(string person)
    {
        int[] erased = [.. _grains.Keys.Where(grain => ModelUniverse.Facts[grain].Subject == person && ModelUniverse.ModeOf(grain) != "hold")];
        foreach (int grain in erased) Delete(grain);
        return erased;
    }

    /// <summary>The head: forward over every branch, and where there are several, the greatest by time, then address.</summary>
    internal int HeadOf(int grain)
    {
        HashSet<int> seen = [], heads = [];
        Stack<int> way = new([grain]);
        while (way.TryPop(out int at))
        {
            if (!seen.Add(at)) continue;
            int[] next = [.. _grains[at].Successors.Where(Has)];
            if (next.Length == 0) heads.Add(at);
            foreach (int successor in next) way.Push(successor);
        }
        return heads.MaxBy(static head => (ModelUniverse.Facts[head].CreatedAt!.Value.Value, ModelUniverse.Blobs[head].Address));
    }

    private WriteOutcome Absent(int grain) => _deleted.Contains(grain) ? WriteOutcome.Deleted : WriteOutcome.NotFound;

    private static bool IsProtected(int grain) => ModelUniverse.ModeOf(grain) is "soft_locked" or "locked" or "hold";
}
