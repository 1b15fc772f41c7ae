namespace OpenMemory.Signing;

/// <summary>
/// Fetches documents, one fetch at a time for each DID, and keeps them for a while. Failures are kept for five seconds, so that a host
/// that does not answer is not asked for every grain, and in a place of their own, so that they drive no document out.
/// </summary>
internal sealed class DidDocumentCache
{
    /// <summary>How long a failure is believed, and how old a document is before a key that it lacks makes it be fetched again.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private const string Rule = "OMS-12.2-2";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DidFetch> _fetches = new(StringComparer.Ordinal);
    private readonly IDidDocumentSource _source;
    private readonly DidWebOptions _options;
    private readonly RecentDocuments _documents, _failures;

    internal DidDocumentCache(IDidDocumentSource source, DidWebOptions options)
    {
        _source = source;
        _options = options;
        _documents = new(options.MaxCachedDocuments, options.Clock);
        _failures = new(options.MaxCachedDocuments, options.Clock);
    }

    /// <summary>How many documents, failures and fetches are held.</summary>
    internal (int Documents, int Failures, int Fetches) Counts
    {
        get
        {
            lock (_gate) return (_documents.Count, _failures.Count, _fetches.Count);
        }
    }

    /// <summary>A document that is younger than an age, fetched unless there is one.</summary>
    /// <exception cref="OperationCanceledException">This caller waits no longer; others who wait go on.</exception>
    internal async ValueTask<DidFetched> GetAsync(string did, Uri address, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DidFetch? fetch;
        bool isFirst;
        lock (_gate)
        {
            TimeSpan failureAge = maxAge < Grace ? maxAge : Grace;
            if ((_documents.Find(did, maxAge) ?? _failures.Find(did, failureAge)) is { } found) return found;
            isFirst = !_fetches.TryGetValue(did, out fetch);
            if (isFirst) _fetches.Add(did, fetch = new(_options.Clock.GetTimestamp(), new CancellationTokenSource()));
            fetch!.Waiters++;
        }
        if (isFirst) _ = RunAsync(did, address, fetch);
        try
        {
            return await fetch.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Leave(did, fetch)) fetch.Cancel();
        }
    }

    /// <summary>Ends one caller's wait.</summary>
    /// <returns>Whether nobody waits any more for what is still under way.</returns>
    private bool Leave(string did, DidFetch fetch)
    {
        lock (_gate)
        {
            if (--fetch.Waiters > 0 || !IsUnderWay(did, fetch)) return false;
            return _fetches.Remove(did);
        }
    }

    private bool IsUnderWay(string did, DidFetch fetch) => _fetches.TryGetValue(did, out DidFetch? current) && current == fetch;

    private async Task RunAsync(string did, Uri address, DidFetch fetch)
    {
        DidFetched fetched = await FetchAsync(did, address, fetch).ConfigureAwait(false);
        lock (_gate)
        {
            if (IsUnderWay(did, fetch)) // otherwise all have left, and what came of it may be their leaving
            {
                _fetches.Remove(did);
                _failures.Remove(did);
                if (_options.CacheLifetime > TimeSpan.Zero) (fetched.Document is null ? _failures : _documents).Set(did, fetched);
            }
        }
        fetch.Complete(fetched);
    }

    /// <summary>Throws nothing, because the source is somebody else's, and what it throws may tell addresses and secrets.</summary>
    private async Task<DidFetched> FetchAsync(string did, Uri address, DidFetch fetch)
    {
        OmsFault fault;
        try
        {
            // On another thread, so that the time limit holds for a source that works before it first waits.
            ReadOnlyMemory<byte>? bytes = await Task.Run(() => _source.FetchAsync(address, _options.MaxDocumentBytes, fetch.Token).AsTask(), CancellationToken.None)
                .WaitAsync(_options.FetchTimeout, _options.Clock, fetch.Token).ConfigureAwait(false);
            if (bytes is not { IsEmpty: false }) fault = new(OmsErrorCode.NotSupported, Rule, "The DID has no document");
            else if (bytes.Value.Length > _options.MaxDocumentBytes) fault = new(OmsErrorCode.Corrupt, Rule, "The DID document is too long");
            else if (DidDocument.TryRead(bytes.Value, did, out DidDocument? document, out fault)) return new(document, default, fetch.StartedAt);
        }
        catch (TimeoutException)
        {
            fetch.Cancel();
            fault = new(OmsErrorCode.NotSupported, Rule, "The DID document was not fetched in time");
        }
        catch (Exception exception)
        {
            fault = new(OmsErrorCode.NotSupported, Rule, $"The DID document could not be fetched ({exception.GetType().Name})");
        }
        return new(null, fault, fetch.StartedAt);
    }
}
