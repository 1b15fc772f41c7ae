using OpenMemory.Signing;

namespace OpenMemory.Store;

/// <summary>Counts what becomes of an import, in bounded memory.</summary>
internal sealed class ImportTally
{
    private readonly List<TransferFault> _faults = [];
    private readonly List<ManifestNotice> _notices = [];
    private readonly SortedDictionary<ManifestNoticeKind, long> _noticeCounts = [];
    private readonly TrustTally? _trust;
    private readonly int _maxListed;
    private long _added, _existing, _deleted, _untrusted, _leftOut, _marked, _applied, _unchanged, _denied;

    internal ImportTally(ImportOptions options)
    {
        _maxListed = options.MaxListed;
        _trust = options.Trust is null ? null : new();
    }

    internal long Refused { get; private set; }

    /// <summary>Entries that were not offered to the store.</summary>
    internal long EntriesLeftOut { get; set; }

    /// <summary>Why the stream broke off.</summary>
    internal OmsFault BrokenOff { get; set; }

    internal void LeaveOut() => _leftOut++;

    /// <summary>Counts a decision; untrusted grains go no further.</summary>
    internal void Add(TrustDecision decision)
    {
        _trust!.Add(decision);
        if (!decision.IsTrusted) _untrusted++;
    }

    internal void Refuse(in TransferFault fault)
    {
        Refused++;
        if (_faults.Count < _maxListed) _faults.Add(fault);
    }

    /// <summary>Counts what the store made of a grain.</summary>
    internal void Add(in WriteResult result, in TransferFault place)
    {
        switch (result.Outcome)
        {
            case WriteOutcome.Done:
                _added++;
                break;
            case WriteOutcome.Existing:
                _existing++;
                break;
            case WriteOutcome.Deleted:
                _deleted++;
                return;
            default:
                OmsFault fault = result.Fault.IsFault ? result.Fault : new(OmsErrorCode.NotSupported, "OMS-28.4-7", "The store did not take the grain in");
                Refuse(place with { Fault = fault.At(place.Fault.Offset) });
                return;
        }
        if (result.Warnings is { Count: > 0 }) _marked++;
    }

    /// <summary>Counts what the store made of an entry.</summary>
    internal void Add(IndexMergeResult result)
    {
        if (result.IsChanged) _applied++;
        else _unchanged++;
        if (result.Refusal.IsFault) _denied++;
        foreach (ManifestNotice notice in result.Notices) Add(notice);
    }

    internal void Add(in ManifestNotice notice)
    {
        _noticeCounts[notice.Kind] = _noticeCounts.GetValueOrDefault(notice.Kind) + 1;
        if (_notices.Count < _maxListed) _notices.Add(notice);
    }

    internal ImportReport ToReport(bool isComplete) => new()
    {
        Added = _added,
        Existing = _existing,
        Deleted = _deleted,
        Refused = Refused,
        Untrusted = _untrusted,
        LeftOut = _leftOut,
        Marked = _marked,
        Faults = _faults,
        Trust = _trust?.ToReport(),
        EntriesApplied = _applied,
        EntriesUnchanged = _unchanged,
        EntriesLeftOut = EntriesLeftOut,
        EntriesDenied = _denied,
        Notices = _notices,
        NoticeCounts = _noticeCounts,
        BrokenOff = BrokenOff,
        IsComplete = isComplete,
    };
}
