namespace OpenMemory.Store.Sqlite;

/// <summary>Answers queries: from the index alone where it knows all that is asked, otherwise by asking each grain that it names.</summary>
internal sealed class QueryRunner(Connection connection, Func<ContentAddress, bool> contains)
{
    internal QueryResult Run(GrainQuery query)
    {
        GrainMatcher matcher = new(query, contains);
        QueryKey? after = QueryCursor.Read(query.Cursor, query.Order);
        PostingPlan plan = PostingPlan.Make(connection, matcher);
        if (plan.IsEmpty) return new([], 0, null);
        if (plan.IsExact && Count(plan, out bool hasSpecial) is var total && !hasSpecial) return ReadPage(plan, matcher, after, total);
        return Select(plan, matcher);
    }

    /// <summary>All rows that may match, in no order.</summary>
    internal IEnumerable<long> Candidates(GrainMatcher matcher)
    {
        PostingPlan plan = PostingPlan.Make(connection, matcher);
        using PostingStream rows = new(connection, plan, newestFirst: true, plan.From, plan.To);
        while (rows.MoveNext()) yield return rows.Id;
    }

    internal long Estimate(GrainMatcher matcher, int atMost) => PostingPlan.Make(connection, matcher).Estimate(connection, atMost);

    private long Count(PostingPlan plan, out bool hasSpecial)
    {
        long total = 0;
        hasSpecial = false;
        if (plan.MayRepeat)
        {
            // What has two of the values stands under both: each row is counted where it is seen first.
            using PostingStream rows = new(connection, plan, newestFirst: true, plan.From, plan.To);
            while (rows.MoveNext())
            {
                total++;
                hasSpecial |= (rows.Kind & RowKind.Special) != 0;
            }
            return total;
        }
        string text = plan.SelectCount();
        foreach (int shelf in plan.Shelves)
        {
            using Statement count = connection.UseMade(text);
            plan.Bind(count, plan.Driving[0], shelf, plan.From, plan.To).Step();
            total += count.Int64(0);
            hasSpecial |= count.Int64(1) != 0;
        }
        return total;
    }

    /// <summary>Reads as many rows as a page has, and no more than those of the same millisecond besides.</summary>
    private QueryResult ReadPage(PostingPlan plan, GrainMatcher matcher, QueryKey? after, long total)
    {
        GrainQuery query = matcher.Query;
        bool newestFirst = query.Order == GrainOrder.NewestFirst;
        long from = !newestFirst && after is { } low ? Math.Max(plan.From, low.Time) : plan.From;
        long to = newestFirst && after is { } high ? Math.Min(plan.To, high.Time) : plan.To;
        List<(QueryKey Key, long Id)> page = [], group = [];
        using (PostingStream rows = new(connection, plan, newestFirst, from, to))
        {
            bool hasRow = rows.MoveNext();
            while (hasRow && page.Count <= query.Limit)
            {
                group.Clear();
                long time = rows.Time;
                for (; hasRow && rows.Time == time; hasRow = rows.MoveNext()) group.Add((new(time, default), rows.Id));
                if (group.Count > 1 || after?.Time == time) PutInOrder(group, after, query.Order);
                page.AddRange(group);
            }
        }
        string? next = page.Count <= query.Limit ? null
            : QueryCursor.Write(new(page[query.Limit - 1].Key.Time, GrainTable.ReadAddress(connection, page[query.Limit - 1].Id)), query.Order);
        return new([.. page.Take(query.Limit).Select(entry => new BackendHit(Read(entry.Id).Row, 1, matcher.MatchedFields))], total, next);
    }

    /// <summary>Sorts rows of one time by their addresses, and leaves out those of earlier pages.</summary>
    private void PutInOrder(List<(QueryKey Key, long Id)> group, QueryKey? after, GrainOrder order)
    {
        for (int i = 0; i < group.Count; i++) group[i] = (new(group[i].Key.Time, GrainTable.ReadAddress(connection, group[i].Id)), group[i].Id);
        if (after is { } behind) group.RemoveAll(row => row.Key.CompareTo(behind, order) <= 0);
        group.Sort(static (a, b) => a.Key.Address.CompareTo(b.Key.Address));
    }

    private QueryResult Select(PostingPlan plan, GrainMatcher matcher)
    {
        PageSelector page = new(matcher.Query);
        using (PostingStream rows = new(connection, plan, newestFirst: true, plan.From, plan.To))
        {
            while (rows.MoveNext())
            {
                StoredRow row = Read(rows.Id);
                GrainView grain = row.Row.Blob.View();
                if (!matcher.MatchesTime((row.Kind & RowKind.Timeless) == 0, row.CreatedAt) || !matcher.MatchesStatus(row.Row.Entry.IsCurrent)) continue;
                if (!matcher.MatchesFields(grain) || !matcher.MatchesEntry(grain, row.Row.Entry)) continue;
                page.Add(new(GrainMatcher.TimeOf(grain, matcher.Query.Order, row.CreatedAt), row.Row.Blob.Address), row.Id);
            }
        }
        BackendHit[] hits = [.. page.Take(out string? next).Select(id => new BackendHit(Read(id).Row, 1, matcher.MatchedFields))];
        return new(hits, page.Total, next);
    }

    private StoredRow Read(long id)
    {
        if (!GrainTable.TryRead(connection, id, out StoredRow row)) StoreDamage.Throw("an index names a grain that is not there");
        return row;
    }
}
