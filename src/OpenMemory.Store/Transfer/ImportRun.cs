using OpenMemory.Signing;

namespace OpenMemory.Store;

/// <summary>
/// One import: grains go into the store in batches, then the manifests' entries, because a superseding grain may stand behind the one that
/// it superseded, and in another volume. What was committed stays whatever ends the run, so that another run goes on where it ended.
/// </summary>
internal sealed class ImportRun
{
    private const int BatchBytes = 4 << 20;

    private readonly IGrainStore _store;
    private readonly ImportOptions _options;
    private readonly ProgressMeter? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ReceivedGrain> _batch = [];
    private readonly List<(TransferFault Place, ManifestEntries Entries)> _places = []; // the fault has only its offset yet
    private long _batchBytes;

    internal ImportRun(IGrainStore store, ImportOptions options, ProgressMeter? progress, CancellationToken cancellationToken)
    {
        (_store, _options, _progress, _cancellationToken) = (store, options, progress, cancellationToken);
        Tally = new(options);
    }

    internal ImportTally Tally { get; }

    private bool IsStopped => _options.StopAtFirstFault && Tally.Refused > 0;

    /// <summary>Takes the grains of a file.</summary>
    /// <returns>False where a fault ends the run.</returns>
    internal async ValueTask<bool> AddFileAsync(MgFileReader file, long firstIndex, ManifestEntries entries)
    {
        ReadAhead ahead = new(file, _options.Reading, _store is GrainStore);
        await using (ahead.ConfigureAwait(false))
        {
            for (long index = firstIndex; await ahead.MoveNextAsync().ConfigureAwait(false);)
            {
                for (int i = 0; i < ahead.Count; i++, index++)
                {
                    if (!await AddAsync(ahead.Grains[i], index, ahead.Offsets[i], entries, file.Options.Codecs).ConfigureAwait(false)) return false;
                }
            }
        }
        return true;
    }

    /// <summary>Takes the grains of a framed stream up to its sentinel, or to where its framing breaks.</summary>
    /// <returns>False where a fault ends the run.</returns>
    internal async ValueTask<bool> AddStreamAsync(GrainStreamReader stream, ManifestEntries none)
    {
        for (long i = 0; ; i++)
        {
            try
            {
                if (!await stream.ReadFrameAsync(_cancellationToken).ConfigureAwait(false)) return true;
            }
            catch (OmsException exception) when (stream.Frame.IsEmpty)
            {
                Tally.BrokenOff = exception.Fault;
                return true; // what arrived whole is kept
            }
            catch (OmsException)
            {
                // A grain that the reader does not take: the store says so by the options of the import, and the stream goes on.
            }
            if (!await AddAsync(new(stream.Frame.ToArray()), i, stream.FrameOffset, none, null).ConfigureAwait(false)) return false;
        }
    }

    /// <summary>Puts what has gathered into the store.</summary>
    /// <returns>False where a fault ends the run.</returns>
    internal async ValueTask<bool> FlushAsync()
    {
        if (_batch.Count == 0) return !IsStopped;
        _cancellationToken.ThrowIfCancellationRequested();
        ReceivedGrain[] batch = [.. _batch];
        if (!batch[0].IsAddressed) Prepare(batch); // those of a stream
        IReadOnlyList<WriteResult> results = _store is GrainStore store
            ? await store.ReceiveReadAsync(batch, _cancellationToken).ConfigureAwait(false)
            : await _store.ReceiveAsync(Array.ConvertAll(batch, grain => new ReceivedBytes(grain.Delivered, _options.Reading)), _cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < results.Count; i++)
        {
            (TransferFault place, ManifestEntries entries) = _places[i];
            place = place with { Address = batch[i].Address };
            Tally.Add(results[i], place);
            entries.See(place.Address, results[i].IsSuccess);
            _progress?.Add(batch[i].Delivered.Length);
        }
        _batch.Clear();
        _places.Clear();
        _batchBytes = 0;
        return !IsStopped;
    }

    private void Prepare(ReceivedGrain[] batch)
    {
        GrainChunks.Run(
            batch.Length,
            (_store as GrainStore)?.Options.Cores ?? 0,
            (from, to) =>
            {
                if (_store is GrainStore) ReceivedGrain.ReadAll(batch.AsSpan(from, to - from), _options.Reading);
                else ReceivedGrain.AddressAll(batch.AsSpan(from, to - from));
            },
            _cancellationToken);
    }

    /// <summary>Offers the entries of a manifest to the store, as the strategy says.</summary>
    internal async ValueTask MergeAsync(ManifestEntries entries)
    {
        long offered = 0;
        List<IndexStatement> batch = [];
        if (_options.Strategy != ManifestStrategy.IgnoreManifest)
        {
            foreach (ContentAddress stranger in entries.Strangers()) Tally.Add(new ManifestNotice(ManifestNoticeKind.GrainNotInFile, stranger));
            IAsyncEnumerable<IndexStatement> statements = _options.Strategy == ManifestStrategy.StoreWins
                ? Unsaid(entries.Taken()) : entries.Taken().ToAsyncEnumerable();
            await foreach (IndexStatement statement in statements.ConfigureAwait(false))
            {
                batch.Add(statement);
                offered++;
                if (batch.Count == _options.BatchGrains) await MergeAsync(batch).ConfigureAwait(false);
            }
            await MergeAsync(batch).ConfigureAwait(false);
        }
        Tally.EntriesLeftOut += entries.Count - offered;
    }

    /// <summary>Reports the run, and logs it where the store logs.</summary>
    internal ImportReport End(bool isComplete)
    {
        ImportReport report = Tally.ToReport(isComplete);
        if ((_store as IWatchedStore)?.Watch?.Logger is not { } logger) return report;
        StoreLog.Imported(logger, report.Grains, report.Added, report.Existing, report.Deleted, report.LeftOut, report.EntriesApplied);
        if (!report.IsComplete || report.Refused + report.Untrusted + report.Marked + report.EntriesDenied + report.Forks > 0)
            StoreLog.ImportedWithWarnings(logger, report.Refused, report.Untrusted, report.Marked, report.EntriesDenied, report.Forks, report.IsComplete);
        return report;
    }

    private async ValueTask MergeAsync(List<IndexStatement> batch)
    {
        if (batch.Count == 0) return;
        _cancellationToken.ThrowIfCancellationRequested();
        foreach (IndexMergeResult result in await _store.MergeIndexAsync(batch.ToArray(), _options.ResetLocal, _cancellationToken).ConfigureAwait(false))
            Tally.Add(result);
        batch.Clear();
    }

    /// <summary>The statements about grains of which the store has no portable state; both sides ascend by address.</summary>
    private async IAsyncEnumerable<IndexStatement> Unsaid(IEnumerable<IndexStatement> statements)
    {
        using IEnumerator<IndexStatement> next = statements.GetEnumerator();
        if (!next.MoveNext()) yield break;
        await foreach (StoredGrain grain in _store.ReadAllAsync(null, _cancellationToken).ConfigureAwait(false))
        {
            while (next.Current.Address.CompareTo(grain.Address) < 0)
            {
                if (!next.MoveNext()) yield break; // its grain was deleted meanwhile
            }
            if (next.Current.Address == grain.Address && !grain.Entry.State.HasPortableState) yield return next.Current;
        }
    }

    private async ValueTask<bool> AddAsync(ReceivedGrain grain, long index, long offset, ManifestEntries entries, IReadOnlyList<IMgCodec>? codecs)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        byte[] element = grain.Delivered;
        bool isWanted = _options.Filter is not { } filter || Matches(filter, grain, index, offset, entries, codecs);
        if (isWanted && _options.Trust is { } trust)
        {
            TrustDecision decision = await trust.ExamineAsync(element, _cancellationToken).ConfigureAwait(false);
            Tally.Add(decision with { Index = index, Fault = decision.Fault.IsFault ? decision.Fault.At(offset) : default });
            isWanted = decision.IsTrusted;
        }
        if (!isWanted)
        {
            if (entries.Count > 0) entries.See(grain.Address, isTaken: false);
            _progress?.Add(element.Length);
            return !IsStopped;
        }
        if (_batchBytes + element.Length > BatchBytes && !await FlushAsync().ConfigureAwait(false)) return false;
        _batch.Add(grain);
        _places.Add((new(index, default, new OmsFault(OmsErrorCode.None, "", "", offset)), entries));
        _batchBytes += element.Length;
        return _batch.Count < _options.BatchGrains || await FlushAsync().ConfigureAwait(false);
    }

    private bool Matches(GrainFilter filter, in ReceivedGrain received, long index, long offset, ManifestEntries entries, IReadOnlyList<IMgCodec>? codecs)
    {
        ContentAddress address = received.IsAddressed ? received.Address : MgElement.AddressOf(received.Delivered);
        if (!MgElement.TryParse(received.Delivered, _options.Reading, null, out GrainView grain, out OmsFault fault, codecs))
        {
            Tally.Refuse(new(index, address, fault.At(offset)));
            return false;
        }
        if (filter.Matches(grain, address, entries.StateOf(address))) return true;
        Tally.LeaveOut();
        return false;
    }
}
