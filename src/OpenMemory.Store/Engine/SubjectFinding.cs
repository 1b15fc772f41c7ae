using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>What a store has about a person: the one path of reports and erasures (OMS-28.4.4-3).</summary>
internal sealed class SubjectFinding
{
    private readonly SubjectOptions _options;
    private readonly bool _hasRing;
    private readonly List<SubjectMatch> _matches = [];
    private readonly List<ContentAddress> _held = [];
    private readonly HashSet<ContentAddress> _consents = [];
    private long _sealed, _compressed, _unknown;
    private bool _hasSealedConsents;

    private SubjectFinding(SubjectOptions options, bool hasRing) => (_options, _hasRing) = (options, hasRing);

    /// <summary>The grains, by ascending address.</summary>
    internal IReadOnlyList<SubjectMatch> Matches => _matches;

    /// <summary>Those that a hold keeps.</summary>
    internal IReadOnlyList<ContentAddress> Held => _held;

    /// <summary>Whether something stays that nobody could read without the person's key.</summary>
    internal bool NeedsKey => _held.Count > 0 || (_options.KeepConsents && _hasSealedConsents);

    /// <summary>Those that an erasure takes.</summary>
    internal IEnumerable<SubjectMatch> Erasable => _matches.Where(match => !match.IsHeld && !(_options.KeepConsents && _consents.Contains(match.Address)));

    /// <summary>Looks at every grain that the selector may be about.</summary>
    internal static SubjectFinding Find(
        IStoreReader reader, SubjectSelector selector, string identity, SubjectOptions options, GrainStore store, EpochMilliseconds now)
    {
        SubjectFinding finding = new(options, store.Options.KeyRing is not null);
        foreach (GrainRow row in reader.FindSubject(selector)) finding.Add(row, selector, store.Readable(row.Blob, identity), now);
        finding._matches.Sort(static (a, b) => a.Address.CompareTo(b.Address));
        finding._held.Sort();
        return finding;
    }

    /// <summary>What no report can promise, and what this one misses.</summary>
    internal List<SubjectLimit> LimitsOfReport()
    {
        List<SubjectLimit> limits = [];
        // Another user's sealed grains cannot be seen into by anybody; without keys, nobody knows whose they are.
        if (_sealed > 0) limits.Add(new(SubjectLimitKind.SealedGrains, _sealed, !_hasRing));
        if (_compressed > 0) limits.Add(new(SubjectLimitKind.CompressedGrains, _compressed, true));
        if (_unknown > 0) limits.Add(new(SubjectLimitKind.UnknownTypes, _unknown, false));
        if (!_options.IncludeMentions) limits.Add(new(SubjectLimitKind.MentionsNotSearched, 0, false));
        limits.Add(new(SubjectLimitKind.MetadataNotSearched, 0, false));
        return limits;
    }

    /// <summary>The same, and what was not erased.</summary>
    internal List<SubjectLimit> LimitsOfErasure(bool isKeyKept, bool hasResidue)
    {
        List<SubjectLimit> limits = LimitsOfReport();
        if (_held.Count > 0) limits.Add(new(SubjectLimitKind.Held, _held.Count, true));
        if (_options.KeepConsents && _consents.Count > 0) limits.Add(new(SubjectLimitKind.ConsentsKept, _consents.Count, true));
        if (isKeyKept) limits.Add(new(SubjectLimitKind.KeyKept, 0, true));
        if (hasResidue) limits.Add(new(SubjectLimitKind.ResidueRemains, 0, true));
        return limits;
    }

    private void Add(in GrainRow row, SubjectSelector selector, GrainBlob readable, EpochMilliseconds now)
    {
        GrainView outside = row.Blob.View(), view = readable.View();
        if (CompressedPayload.IsIn(outside.Header.Flags))
        {
            _compressed++;
            return;
        }
        if (!selector.Matches(outside) && !selector.Matches(view))
        {
            if (outside.IsSealed) _sealed++;
            else if (!outside.Type.HasSchema()) _unknown++;
            return;
        }
        if (!view.IsSealed && view.Type == GrainType.Consent)
        {
            _consents.Add(row.Blob.Address);
            _hasSealedConsents |= outside.IsSealed;
        }
        // A policy that cannot be read holds nothing back: erasure must stay possible.
        bool isHeld = !view.IsSealed && GrainProtection.Read(view).EffectiveMode(now, row.Entry.IsHoldLifted) == InvalidationMode.Hold;
        if (isHeld) _held.Add(row.Blob.Address);
        _matches.Add(new(row.Blob.Address, view.Type, selector.MatchedFields(view), isHeld, Attachments.Of(view).ToList()));
    }
}
