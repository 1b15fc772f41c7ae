namespace OpenMemory;

/// <summary>The rungs of the verification ladder above the geometry (§11.5).</summary>
internal sealed class MgVerifier
{
    private readonly MgFileReader _file;
    private readonly GrainReadOptions _reading;
    private readonly MgVerifyReport _report;
    private readonly ProgressMeter? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _isSorted, _isDeduplicated;
    private readonly HashSet<ContentAddress> _unseen = [];
    private volatile bool _needsAddresses; // until no claim is left that an address could prove
    private bool _sawCbor, _sawOther;
    private long _lastTime = long.MinValue;

    internal MgVerifier(MgFileReader file, MgCheck level, GrainReadOptions reading, IProgress<MgProgress>? progress, CancellationToken cancellationToken)
    {
        _file = file;
        _reading = reading;
        _report = new(level, file.Count);
        _cancellationToken = cancellationToken;
        _isSorted = level >= MgCheck.Canonical && (file.Header.Flags & MgFileFlags.Sorted) != 0;
        _isDeduplicated = (file.Header.Flags & MgFileFlags.Deduplicated) != 0;
        IndexManifest claims = level >= MgCheck.Addresses && file.Manifest is { } manifest ? manifest : IndexManifest.Empty;
        foreach (KeyValuePair<ContentAddress, IndexState> entry in claims) _unseen.Add(entry.Key);
        _needsAddresses = _isDeduplicated || _unseen.Count > 0;
        long footer = level >= MgCheck.Checksum ? file.Length - MgFileHeader.FooterSize : 0, grains = NeedsPass ? file.RegionLength : 0;
        if (progress is not null) _progress = new(progress, footer + grains);
    }

    private bool NeedsPass => _report.Level >= MgCheck.Canonical || (_report.Level >= MgCheck.Addresses && (_isDeduplicated || _file.Manifest is not null));

    internal MgVerifyReport Run()
    {
        foreach (Deviation deviation in _file.Deviations) _report.AddDeviation(-1, deviation);
        if (_report.Level < MgCheck.Checksum) return _report;
        // The footer is one hash over the whole file; it is computed beside the grains.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        Task<bool> footer = Task.Run(() => MgFooter.Matches(_file.Layout.File, _progress, stop.Token, _file.Options.Cores), CancellationToken.None);
        try
        {
            if (NeedsPass) CheckGrains();
            if (!footer.GetAwaiter().GetResult()) _report.AddFirst(MgFooter.Fault(_file.Layout.File));
            return _report;
        }
        catch
        {
            stop.Cancel();
            footer.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
            _cancellationToken.ThrowIfCancellationRequested(); // names the caller's token, not the one that joins both works
            throw;
        }
    }

    private void CheckGrains()
    {
        AddressTable? table = _isDeduplicated ? new(_file.Count, _file.ReadAddress) : null;
        GrainReadOptions? reading = _report.Level >= MgCheck.Canonical ? _reading : null;
        MgScan.Run(
            _file,
            static () => new RunCheck(),
            (run, bytes, check) => check.Check(_file, run, bytes, _needsAddresses, reading, _isSorted),
            (run, check) => Take(run, check, table),
            _cancellationToken);
        foreach (ContentAddress address in _unseen.Order()) AddUntrue($"The manifest names a grain that is not in the file: {address}", "R-26");
        CheckManifestEncoding();
    }

    /// <summary>Takes over what a run's check found, and compares it with the runs before it.</summary>
    private void Take(GrainRun run, RunCheck check, AddressTable? table)
    {
        List<MgFault> untrue = [];
        ReadOnlySpan<ContentAddress> addresses = check.Addresses;
        for (int i = 0; i < addresses.Length; i++)
        {
            if (_unseen.Remove(addresses[i])) _needsAddresses = _isDeduplicated || _unseen.Count > 0;
            if (table is not null && table.AddOf(addresses, i, run.First) >= 0)
                untrue.Add(Untrue(run, run.First + i, "The file says that it has no duplicates, but has one"));
        }
        const string message = "The file says that it is sorted, but is not";
        if (check.FirstTimed >= 0)
        {
            if (check.FirstTime < _lastTime) untrue.Add(Untrue(run, check.FirstTimed, message));
            foreach (int index in check.OutOfOrder) untrue.Add(Untrue(run, index, message));
            _lastTime = check.LastTime;
        }
        check.Add(untrue, _reading.Mode);
        _report.Add(check);
        _sawCbor |= check.SawCbor;
        _sawOther |= check.SawOther;
        _progress?.Add(run.Length);
    }

    /// <summary>The manifest is in the encoding of the grains; beside grains of both it may be in either .</summary>
    private void CheckManifestEncoding()
    {
        if (_file.Manifest is not { } manifest) return;
        bool isCbor = manifest.Encoding == PayloadEncoding.Cbor;
        if (isCbor ? !_sawCbor : _sawCbor && !_sawOther)
            AddUntrue("The manifest is not in the encoding of the grains", "R-52");
    }

    private static MgFault Untrue(GrainRun run, int index, string message) =>
        new(index, new OmsFault(OmsErrorCode.Corrupt, "R-26", message, run.Start + run.StartOf(index - run.First)));

    /// <summary>A claim of the manifest that is not true is a fault, or something to put up with .</summary>
    private void AddUntrue(string message, string rule)
    {
        OmsFault fault = new(OmsErrorCode.Corrupt, rule, message, _file.Layout.ManifestStart);
        if (_reading.Mode == ReadingMode.Compatible) _report.AddDeviation(-1, new Deviation(DeviationKind.NonCanonical, fault));
        else _report.Add(-1, fault);
    }
}
