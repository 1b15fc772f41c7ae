using System.Globalization;
using System.Text;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// What of a query the postings answer: one list of terms is read along its time, and each further condition is a look into its own
/// list at the same place. Every combination of fields is answered so, the six of a triple among them, without reading a grain.
/// </summary>
internal sealed class PostingPlan
{
    private const int EstimateLimit = 512;
    private const int MaxConditions = 32;
    private const int MaxTerms = 500; // of one condition; with more of them each grain is asked

    private readonly List<long[]> _conditions = [];
    private readonly GrainMatcher _matcher;

    private PostingPlan(GrainMatcher matcher) => _matcher = matcher;

    /// <summary>The terms along which is read: one of them, or several where a field may have one of several values.</summary>
    internal long[] Driving => _conditions[0];

    /// <summary>The shelves that the query asks.</summary>
    internal int[] Shelves { get; private init; } = [];

    /// <summary>Whether no grain can match.</summary>
    internal bool IsEmpty { get; private set; }

    /// <summary>
    /// Whether every condition is one of the index, so that what is read there matches, <see cref="RowKind.Special"/> rows aside.
    /// </summary>
    internal bool IsExact { get; private set; }

    /// <summary>The earliest time, inclusive.</summary>
    internal long From => _matcher.Query.From?.Value ?? long.MinValue;

    /// <summary>The latest time, inclusive; less than <see cref="From"/> where there is none.</summary>
    internal long To => _matcher.Query.To is not { } to ? long.MaxValue : to.Value == long.MinValue ? long.MinValue : to.Value - 1;

    /// <summary>Whether a grain can be found along two of the terms.</summary>
    internal bool MayRepeat => Driving.Length > 1;

    internal static PostingPlan Make(Connection connection, GrainMatcher matcher)
    {
        GrainQuery query = matcher.Query;
        PostingPlan plan = new(matcher) { Shelves = ShelvesOf(query) };
        bool isExact = query.AsOf is null && !matcher.NeedsEntry && query.Order != GrainOrder.Timeline;
        foreach (WantedField field in matcher.Fields)
        {
            if (field.IsIndexed && field.Values.Length <= MaxTerms && plan._conditions.Count < MaxConditions) plan.Add([.. TermsOf(connection, field)]);
            else isExact = false;
        }
        if (query.From is { } from && query.To is { } to && from.Value >= to.Value) plan.IsEmpty = true;
        if (plan._conditions.Count == 0) plan.Add([TermTable.Find(connection, TermField.All, default)]);
        else if (plan._conditions.Count > 1 && !plan.IsEmpty) plan.PutRarestFirst(connection);
        plan.IsExact = isExact;
        return plan;
    }

    /// <summary>How many rows are read at most, counted up to a number.</summary>
    internal long Estimate(Connection connection, int atMost) => IsEmpty ? 0 : Count(connection, Driving, atMost);

    /// <summary>The text that reads the rows along one term on one shelf: parameters 1 term, 2 shelf, 3 and 4 times, then the other terms.</summary>
    internal string Select(bool newestFirst) =>
        Text("SELECT p.created_at, p.id, p.kind", newestFirst ? " ORDER BY p.created_at DESC, p.id DESC" : " ORDER BY p.created_at, p.id");

    /// <summary>The text that counts them, and those of them that are special.</summary>
    internal string SelectCount() => Text($"SELECT count(*), count(CASE WHEN p.kind & {RowKind.Special} THEN 1 END)", "");

    /// <summary>Binds the parameters of <see cref="Select"/>.</summary>
    internal Statement Bind(Statement statement, long term, int shelf, long from, long to)
    {
        statement.Bind(1, term).Bind(2, shelf).Bind(3, from).Bind(4, to);
        int parameter = 5;
        foreach (long[] condition in _conditions.Skip(1))
        {
            foreach (long other in condition) statement.Bind(parameter++, other);
        }
        return statement;
    }

    private static int[] ShelvesOf(GrainQuery query)
    {
        bool isAny = query.AsOf is { KnownAt: not null };
        return [.. Enumerable.Range(0, Shelf.Count).Where(shelf =>
            (query.IncludeCold || Shelf.TierOf(shelf) != StorageTier.Cold)
            && (isAny || query.Status is not (GrainStatus.Current or GrainStatus.Past) || Shelf.IsCurrent(shelf) == (query.Status == GrainStatus.Current)))];
    }

    private static HashSet<long> TermsOf(Connection connection, WantedField field)
    {
        HashSet<long> found = [];
        foreach (WantedValue value in field.Values)
        {
            if (value.IsImpossible) continue;
            long term = TermTable.FindText(connection, TermFields.Of(field.Field), value.Utf8);
            if (term != 0) found.Add(term);
        }
        return found;
    }

    private void Add(long[] terms)
    {
        _conditions.Add(terms);
        IsEmpty |= terms.Length == 0 || terms[0] == 0;
    }

    private void PutRarestFirst(Connection connection)
    {
        int rarest = 0;
        long fewest = long.MaxValue;
        for (int i = 0; i < _conditions.Count; i++)
        {
            long count = Count(connection, _conditions[i], EstimateLimit);
            if (count >= fewest) continue;
            (rarest, fewest) = (i, count);
        }
        (_conditions[0], _conditions[rarest]) = (_conditions[rarest], _conditions[0]);
    }

    private long Count(Connection connection, long[] terms, long atMost)
    {
        long count = 0;
        foreach (long term in terms)
        {
            foreach (int shelf in Shelves)
            {
                if (count >= atMost) return atMost;
                count += PostingTable.Count(connection, term, shelf, atMost - count);
            }
        }
        return count;
    }

    private string Text(string columns, string order)
    {
        StringBuilder text = new(columns);
        text.Append(" FROM postings p WHERE p.term = ?1 AND p.shelf = ?2 AND p.created_at BETWEEN ?3 AND ?4");
        if (_matcher.Query.Types is { } types)
            text.Append(CultureInfo.InvariantCulture, $" AND (p.kind & 255) IN ({string.Join(',', types.Select(static type => (int)type).Distinct().Order())})");
        foreach (long[] condition in _conditions.Skip(1))
            text.Append(" AND EXISTS (SELECT 1 FROM postings q WHERE q.term IN (").AppendJoin(',', Enumerable.Repeat('?', condition.Length))
                .Append(") AND q.shelf = p.shelf AND q.created_at = p.created_at AND q.id = p.id)");
        return text.Append(order).ToString();
    }
}
