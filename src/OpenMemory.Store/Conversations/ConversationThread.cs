namespace OpenMemory.Store;

/// <summary>
/// A conversation in a store: Events of one <c>session_id</c>, each of which names the one before it (§28.6). One caller at a time; where
/// several write to the same conversation, each through its own thread, messages of the same moment form branches.
/// </summary>
public sealed partial class ConversationThread
{
    private readonly IGrainStore _store;
    private readonly ConversationOptions _options;
    private ContentAddress? _tail;
    private EpochMilliseconds? _latest;

    /// <summary>Opens a conversation, which need not have begun yet.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sessionId">The <c>session_id</c> of all its messages (OMS-28.6-1).</param>
    /// <param name="options">What the messages have in common.</param>
    /// <exception cref="ArgumentException">The session id is empty.</exception>
    public ConversationThread(IGrainStore store, string sessionId, ConversationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        (_store, SessionId, _options) = (store, Nfc.Normalized(sessionId), options ?? new());
        _tail = _options.Tail;
    }

    /// <summary>The <c>session_id</c>, in normalization form C.</summary>
    public string SessionId { get; }

    /// <summary>
    /// Appends a message: with the session id, after the message that was appended last, at a time that is later than any before it, so
    /// that messages of the same millisecond keep their order. A <c>parent_message_id</c> of its own begins a branch, on which the next one
    /// goes on.
    /// </summary>
    /// <param name="message">The message; <c>created_at</c> and <c>timestamp_ms</c> are set where both are absent.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The message is of another session.</exception>
    public async ValueTask<WriteResult> AppendAsync(Event message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.SessionId is not null && !IsOfSession(message.SessionId)) throw new ArgumentException("The message is of another session.", nameof(message));
        await FindLatestAsync(cancellationToken).ConfigureAwait(false);
        EpochMilliseconds now = _options.Now;
        EpochMilliseconds after = _latest is { } latest && latest.CompareTo(now) >= 0 && latest.Value < long.MaxValue ? latest.Value + 1 : now;
        bool isTimed = message.CreatedAt is not null || message.TimestampMs is not null;
        Event written = message with
        {
            SessionId = SessionId,
            ParentMessageId = message.ParentMessageId ?? _tail?.ToString(),
            CreatedAt = message.CreatedAt ?? now,
            TimestampMs = isTimed ? message.TimestampMs : after,
            Namespace = message.Namespace ?? _options.Namespace,
            UserId = message.UserId ?? _options.UserId,
            RunId = message.RunId ?? _options.RunId,
            AuthorDid = message.AuthorDid ?? _options.AuthorDid,
        };
        WriteResult result = await _options.PutAsync(_store, written, cancellationToken).ConfigureAwait(false);
        if (result.IsSuccess) (_tail, _latest) = (result.Address, Later(_latest, TimeOf(written)));
        return result;
    }

    /// <summary>Reads the current messages in their order: by <c>timestamp_ms</c>, or <c>created_at</c>, then address (OMS-28.6-3).</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The Events, of all branches.</returns>
    public IAsyncEnumerable<StoredGrain> ReadAsync(CancellationToken cancellationToken = default) =>
        _store.QueryAllAsync(new() { Types = [GrainType.Event], SessionId = SessionId, Order = GrainOrder.Timeline, IncludeCold = true }, cancellationToken);

    private async ValueTask FindLatestAsync(CancellationToken cancellationToken)
    {
        if (_latest is not null) return;
        ContentAddress? last = null;
        await foreach (StoredGrain stored in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (AsMessage(stored) is not { } message) continue;
            _latest = Later(_latest, TimeOf(message));
            last = stored.Address;
        }
        _tail ??= last;
    }

    /// <summary>The Event in a grain; null where it is none of this conversation.</summary>
    private Event? AsMessage(StoredGrain stored)
    {
        GrainView view = stored.Blob.View();
        if (!view.IsReadable() || view.Type != GrainType.Event) return null;
        return stored.ToGrain() is Event message && IsOfSession(message.SessionId) ? message : null;
    }

    private bool IsOfSession(string? sessionId) => sessionId is not null && Nfc.Normalized(sessionId) == SessionId;

    private static EpochMilliseconds TimeOf(Event message) => message.TimestampMs ?? message.CreatedAt ?? default;

    private static EpochMilliseconds Later(EpochMilliseconds? one, EpochMilliseconds other) => one is { } time && time.CompareTo(other) > 0 ? time : other;
}
