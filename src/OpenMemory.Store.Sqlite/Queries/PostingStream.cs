namespace OpenMemory.Store.Sqlite;

/// <summary>The rows of a plan in the order of their times, merged from its terms and shelves; each once.</summary>
internal sealed class PostingStream : IDisposable
{
    private readonly List<Statement> _open = [];
    private readonly PriorityQueue<Statement, long> _next = new();
    private readonly HashSet<long>? _seen;
    private readonly bool _newestFirst;

    internal PostingStream(Connection connection, PostingPlan plan, bool newestFirst, long from, long to)
    {
        _newestFirst = newestFirst;
        if (plan.MayRepeat) _seen = [];
        if (plan.IsEmpty || from > to) return;
        string text = plan.Select(newestFirst);
        try
        {
            foreach (long term in plan.Driving)
            {
                foreach (int shelf in plan.Shelves)
                {
                    Statement statement = connection.UseMade(text);
                    _open.Add(statement);
                    Advance(plan.Bind(statement, term, shelf, from, to));
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The time of the row.</summary>
    internal long Time { get; private set; }

    /// <summary>The number of the row.</summary>
    internal long Id { get; private set; }

    /// <summary>The kind of the row.</summary>
    internal long Kind { get; private set; }

    internal bool MoveNext()
    {
        while (_next.TryDequeue(out Statement? statement, out _))
        {
            (Time, Id, Kind) = (statement.Int64(0), statement.Int64(1), statement.Int64(2));
            Advance(statement);
            if (_seen is null || _seen.Add(Id)) return true;
        }
        return false;
    }

    public void Dispose()
    {
        foreach (Statement statement in _open) statement.Dispose();
        _open.Clear();
    }

    /// <summary>Complementing a number turns the order around without overflow.</summary>
    private void Advance(Statement statement)
    {
        if (statement.Step()) _next.Enqueue(statement, _newestFirst ? ~statement.Int64(0) : statement.Int64(0));
    }
}
