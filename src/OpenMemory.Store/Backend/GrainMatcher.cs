using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>
/// A query made ready to be asked of many grains, the same for all backends. Fields are compared in place: asking a grain allocates
/// nothing. What the index knows of a grain comes from its entry alone, whatever stands in the blob (OMS-5.6-4).
/// </summary>
internal sealed class GrainMatcher
{
    private readonly List<WantedField> _fields = [];
    private readonly List<WantedField> _entryFields = [];
    private readonly Func<ContentAddress, bool>? _contains;
    private readonly bool[]? _types;

    /// <summary>Makes a query ready.</summary>
    /// <param name="query">The query.</param>
    /// <param name="contains">
    /// Whether the store holds a grain: a disclosed grain whose original is here is no result, since the original is (OMS-10.4-3). Null where
    /// nobody can tell.
    /// </param>
    /// <exception cref="ArgumentException">A condition compares with a value of another kind than text, number or boolean.</exception>
    internal GrainMatcher(GrainQuery query, Func<ContentAddress, bool>? contains = null)
    {
        Query = query;
        _contains = contains;
        if (query.Types is { } types)
        {
            _types = new bool[256];
            foreach (GrainType type in types) _types[(byte)type] = true;
        }
        Want(Field.Subject, query.Subject);
        Want(Field.Relation, query.Relation);
        Want(Field.Object, query.Object);
        Want(Field.UserId, query.UserId);
        Want(Field.SessionId, query.SessionId);
        Want(Field.RunId, query.RunId);
        if (query.Namespaces is { } namespaces) _fields.Add(new(Field.Namespace, namespaces.Select(static name => (OmsValue)(name ?? ""))));
        foreach (FieldEquals condition in query.Where ?? [])
            (EntryField.Is(condition.Field) ? _entryFields : _fields).Add(new(condition.Field, condition.Value));
        NeedsEntry = query.AsOf is { KnownAt: not null } || _entryFields.Count > 0;
        MatchedFields = [.. _fields.Concat(_entryFields).Select(static field => field.Field.FullName).Where(static name => name.Length > 0).Distinct()];
    }

    /// <summary>The query.</summary>
    internal GrainQuery Query { get; }

    /// <summary>The conditions on fields of grains, all of which must hold.</summary>
    internal IReadOnlyList<WantedField> Fields => _fields;

    /// <summary>Whether <see cref="MatchesEntry"/> asks anything, for which an entry must be made.</summary>
    internal bool NeedsEntry { get; }

    /// <summary>Full names of the fields by which a grain matches: those that the query names.</summary>
    internal IReadOnlyList<string> MatchedFields { get; }

    /// <summary>Whether a grain matches, the cursor aside.</summary>
    internal bool Matches(GrainView grain, IndexEntry entry) =>
        MatchesType(grain.Type) && MatchesStatus(entry.IsCurrent) && MatchesTime(SetGrain.TryGetTime(grain, out long time), time)
        && MatchesFields(grain) && MatchesEntry(grain, entry);

    /// <summary>Whether the type is asked for.</summary>
    internal bool MatchesType(GrainType type) => _types is null || _types[(byte)type];

    /// <summary>Whether what became of a grain is asked for; where a system time is asked for, that decides instead.</summary>
    internal bool MatchesStatus(bool isCurrent) => Query.AsOf is { KnownAt: not null } || Query.Status switch
    {
        GrainStatus.Current => isCurrent,
        GrainStatus.Past => !isCurrent,
        _ => true,
    };

    /// <summary>Whether a <c>created_at</c> is asked for, as <see cref="SetGrain.TryGetTime"/> reads it.</summary>
    internal bool MatchesTime(bool hasTime, long time)
    {
        if (Query.From is null && Query.To is null) return true;
        return hasTime && (Query.From is not { } from || time >= from.Value) && (Query.To is not { } to || time < to.Value);
    }

    /// <summary>Whether the fields are those that are asked for, and no original stands in the store in the place of this grain.</summary>
    internal bool MatchesFields(GrainView grain)
    {
        if (Query.AsOf is { KnownAt: null } eventTime && !eventTime.MatchesEventTime(grain)) return false;
        if (!grain.IsReadable()) return _fields.Count == 0;
        foreach (WantedField field in _fields)
        {
            if (!field.Matches(grain)) return false;
        }
        return _contains is null || !DisclosedOriginal.TryGet(grain, out ContentAddress original) || !_contains(original);
    }

    /// <summary>Whether the index entry is as asked; without <see cref="NeedsEntry"/> always.</summary>
    internal bool MatchesEntry(GrainView grain, IndexEntry entry)
    {
        foreach (WantedField field in _entryFields)
        {
            if (!EntryField.Matches(field, entry)) return false;
        }
        return Query.AsOf is not { KnownAt: not null } question || question.Matches(grain, entry);
    }

    /// <summary>The time by which an order sorts a grain.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="order">The order.</param>
    /// <param name="createdAt">Its <c>created_at</c>, as <see cref="SetGrain.TryGetTime"/> reads it.</param>
    internal static long TimeOf(GrainView grain, GrainOrder order, long createdAt)
    {
        if (order != GrainOrder.Timeline || grain.IsSealed || !grain.TryGetCore(Field.TimestampMs, out FieldValue value)) return createdAt;
        return value.Kind switch
        {
            OmsValueKind.Integer => value.IsUnsigned ? long.MaxValue : value.Int64,
            OmsValueKind.Float => (long)value.Float64,
            _ => createdAt,
        };
    }

    private void Want(Field field, string? text)
    {
        if (text is not null) _fields.Add(new(field, text));
    }
}
