namespace OpenMemory.Store;

public sealed partial class ConversationThread
{
    /// <summary>The relation of a snapshot.</summary>
    private const string StateAt = "mg:state_at";

    /// <summary>
    /// Follows parents back from a message, current or not, and tells where the conversation branched (OMS-28.6-3). Messages of other
    /// sessions end the way. Time and memory are linear in the conversation.
    /// </summary>
    /// <param name="tail">The last message of the way.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The way; without messages where the tail is no message of this conversation.</returns>
    public async ValueTask<ConversationPath> FollowAsync(ContentAddress tail, CancellationToken cancellationToken = default)
    {
        Dictionary<ContentAddress, (StoredGrain Grain, ContentAddress? Parent)> messages = [];
        Dictionary<ContentAddress, List<ContentAddress>> children = [];
        await foreach (StoredGrain stored in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (AsMessage(stored) is not { } message) continue;
            ContentAddress? parent = ParentOf(message);
            messages[stored.Address] = (stored, parent);
            if (parent is not { } known) continue;
            if (!children.TryGetValue(known, out List<ContentAddress>? siblings)) children[known] = siblings = [];
            siblings.Add(stored.Address);
        }
        List<ConversationMessage> path = [];
        HashSet<ContentAddress> seen = [];
        ContentAddress? next = tail;
        while (next is { } address && seen.Add(address))
        {
            if (!messages.TryGetValue(address, out (StoredGrain Grain, ContentAddress? Parent) found))
            {
                if (await _store.GetAsync(address, cancellationToken).ConfigureAwait(false) is not { } stored || AsMessage(stored) is not { } message) break;
                found = (stored, ParentOf(message));
            }
            IEnumerable<ContentAddress> siblings = found.Parent is { } parent && children.TryGetValue(parent, out List<ContentAddress>? all) ? all : [];
            path.Add(new(found.Grain, [.. siblings.Where(sibling => sibling != address)]));
            next = found.Parent;
        }
        path.Reverse();
        return new(path, next);
    }

    /// <summary>Follows a conversation back from the <c>messages_tail</c> of a snapshot.</summary>
    /// <param name="snapshot">The State.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The way; null where the snapshot is not here, cannot be read, or names no tail.</returns>
    public async ValueTask<ConversationPath?> FollowSnapshotAsync(ContentAddress snapshot, CancellationToken cancellationToken = default)
    {
        if (await _store.GetAsync(snapshot, cancellationToken).ConfigureAwait(false) is not { } stored || TailOf(stored.Blob) is not { } tail) return null;
        return await FollowAsync(tail, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes a snapshot: a State with <c>messages_tail</c>, and <c>message_count</c> and <c>participants</c> of the way that leads there.
    /// </summary>
    /// <param name="more">Further entries of its <c>context</c>, for example <c>system_prompt</c> or <c>model</c> (§8.3); null for none.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What became of it; refused where the conversation has no message.</returns>
    /// <exception cref="ArgumentException"><paramref name="more"/> has one of the three entries.</exception>
    public async ValueTask<WriteResult> SnapshotAsync(OmsMap? more = null, CancellationToken cancellationToken = default)
    {
        await FindLatestAsync(cancellationToken).ConfigureAwait(false);
        ConversationPath? path = _tail is { } tail ? await FollowAsync(tail, cancellationToken).ConfigureAwait(false) : null;
        if (path?.Tail is not { } last) return Refused("The conversation has no message to take a snapshot of");
        Dictionary<string, OmsValue> context = more?.ToDictionary() ?? [];
        if (!context.TryAdd("messages_tail", last.Address) | !context.TryAdd("message_count", path.Messages.Count) | !context.TryAdd("participants", OmsValue.FromTexts(path.Participants)))
            throw new ArgumentException("What the snapshot tells itself cannot be given.", nameof(more));
        return await _options.PutAsync(_store, InSession(new State { Relation = StateAt, Context = new(context) }), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a summary of messages: a Fact that derives from them (§28.6).</summary>
    /// <param name="summary">
    /// What is known now: subject, relation, object and confidence. <c>consolidation_level</c> is 1 unless it says more.
    /// </param>
    /// <param name="messages">The messages that it sums up.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What became of it; refused where a message is not here, cannot be read, or is of another conversation.</returns>
    /// <exception cref="ArgumentException">There are no messages, or the level is below 1.</exception>
    public async ValueTask<WriteResult> SummarizeAsync(Fact summary, IReadOnlyList<ContentAddress> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0) throw new ArgumentException("A summary is of messages.", nameof(messages));
        if (summary.ConsolidationLevel is < 1) throw new ArgumentException("A summary's consolidation level is 1 or more.", nameof(summary));
        foreach (StoredGrain? stored in await _store.GetBatchAsync(messages, cancellationToken).ConfigureAwait(false))
        {
            if (stored is null || AsMessage(stored) is null) return Refused("A grain to be summed up is no message of this conversation");
        }
        Fact written = InSession(summary) with
        {
            DerivedFrom = [.. messages.Select(static address => (OmsValue)address)],
            ConsolidationLevel = summary.ConsolidationLevel ?? 1, SourceType = "consolidated",
        };
        return await _options.PutAsync(_store, written, cancellationToken).ConfigureAwait(false);
    }

    private T InSession<T>(T grain)
        where T : Grain => (T)((Grain)grain with
        {
            SessionId = SessionId, CreatedAt = grain.CreatedAt ?? _options.Now,
            Namespace = grain.Namespace ?? _options.Namespace, UserId = grain.UserId ?? _options.UserId,
            RunId = grain.RunId ?? _options.RunId, AuthorDid = grain.AuthorDid ?? _options.AuthorDid,
        });

    private static ContentAddress? ParentOf(Event message) =>
        message.ParentMessageId is { } text && ContentAddress.TryParseReference(text, out ContentAddress parent) ? parent : null;

    private static ContentAddress? TailOf(GrainBlob snapshot)
    {
        GrainView view = snapshot.View();
        if (!view.IsReadable() || snapshot.ToGrain() is not State { Relation: StateAt, Context: { } context }) return null;
        return context.TryGetValue("messages_tail", out OmsValue value) && value.Kind == OmsValueKind.Text
            && ContentAddress.TryParseReference(value.AsText(), out ContentAddress tail) ? tail : null;
    }

    private static WriteResult Refused(string message) => WriteResult.Refused(new(OmsErrorCode.Schema, "OMS-28.6-1", message));
}
