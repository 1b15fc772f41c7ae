namespace OpenMemory.Store;

/// <summary>
/// Gathers what an export carries of index state, and counts the rest. Memory grows with the entries of the manifest, and where a part of the
/// store is exported with the grains of that.
/// </summary>
internal sealed class ExportTally
{
    private readonly ExportOptions _options;
    private readonly Dictionary<ContentAddress, IndexState> _states = [];
    private readonly List<TransferFault> _faults = [];
    private readonly List<MgFork> _forks = [];
    private readonly HashSet<ContentAddress> _counted = []; // grains with attachments or rivals: one that is met again counts once
    private readonly HashSet<ContentAddress>? _exported; // of a part of the store: which entries belong to it
    private long _read, _grains, _notExported, _contents, _forkCount, _deleted;

    internal ExportTally(ExportOptions options)
    {
        _options = options;
        if (options is not { Query: null, IncludeHistory: true }) _exported = [];
    }

    /// <summary>The grains that have portable state.</summary>
    internal long PortableStates => _states.Values.LongCount(static state => state.HasPortableState);

    /// <summary>The grain was written.</summary>
    internal void Add(StoredGrain grain)
    {
        _read++;
        _grains++;
        _exported?.Add(grain.Address);
        SetState(grain.Address, grain.Entry.State);
        int contents = Attachments.Of(grain.Blob.View()).ToList().Count;
        if ((contents == 0 && grain.Entry.Rivals.Count == 0) || !_counted.Add(grain.Address)) return;
        _contents += contents;
        foreach (ContentAddress rival in grain.Entry.Rivals)
        {
            _forkCount++;
            if (_forks.Count < _options.MaxListed) _forks.Add(new(grain.Address, grain.Entry.State.SupersededBy ?? rival, rival));
        }
    }

    /// <summary>The grain could not be written.</summary>
    internal void Refuse(StoredGrain grain, in OmsFault fault)
    {
        if (_notExported++ < _options.MaxListed) _faults.Add(new(_read, grain.Address, fault));
        _read++;
    }

    /// <summary>The state of a grain that was written, or that changed since.</summary>
    internal void SetState(in ContentAddress address, IndexState state)
    {
        if (_exported?.Contains(address) == false) return;
        IndexState carried = new()
        {
            SupersededBy = state.SupersededBy,
            SystemValidTo = state.SystemValidTo,
            VerificationStatus = state.VerificationStatus,
            RecStatus = _options.RecStatus ? state.RecStatus : null,
            AccessCount = _options.LocalState ? state.AccessCount : 0,
            LastAccessedAt = _options.LocalState ? state.LastAccessedAt : null,
        };
        if (carried.IsDefault) _states.Remove(address);
        else _states[address] = carried;
    }

    /// <summary>A grain was deleted after it may have been read.</summary>
    internal void Delete(in ContentAddress address)
    {
        if (_exported?.Contains(address) == false) return;
        _deleted++;
        _states.Remove(address);
    }

    /// <summary>The manifest; null where nothing is to be said (OMS-11.7-1).</summary>
    internal IndexManifest? ToManifest() => _states.Count == 0 ? null : IndexManifest.Create(_states);

    internal ExportReport ToReport(long? written, long lastChange, long entries, long statesLost, IReadOnlyList<string> files) => new()
    {
        Grains = written ?? _grains,
        Entries = entries,
        StatesLost = statesLost,
        NotExported = _notExported,
        Faults = _faults,
        ForksNotCarried = _forkCount,
        Forks = _forks,
        ContentReferences = _contents,
        DeletedMeanwhile = _deleted,
        LastChange = lastChange,
        Files = files,
    };
}
