namespace OpenMemory.Store.Sqlite;

/// <summary>Who superseded whom, by numbers of rows, to find circles: there can be none, because a grain names what it supersedes by its hash.</summary>
internal sealed class SuccessorGraph
{
    private const int MaxReported = 10;

    private readonly List<(long From, long To)> _edges = [];

    internal void Add(long from, long to) => _edges.Add((from, to));

    /// <summary>Takes away what nothing leads to, until nothing of the kind is left: what stays is a circle, or behind one.</summary>
    /// <returns>Some of the grains of circles; empty where there is none.</returns>
    internal List<long> FindCycle(CancellationToken cancellationToken)
    {
        _edges.Sort();
        Dictionary<long, int> leadingTo = [];
        foreach ((_, long to) in _edges) leadingTo[to] = leadingTo.GetValueOrDefault(to) + 1;
        Stack<long> free = new(_edges.Select(static edge => edge.From).Where(from => !leadingTo.ContainsKey(from)).Distinct());
        int taken = 0;
        while (free.TryPop(out long from))
        {
            if ((++taken & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            for (int i = FirstOf(from); i < _edges.Count && _edges[i].From == from; i++)
            {
                long to = _edges[i].To;
                if (--leadingTo[to] > 0) continue;
                leadingTo.Remove(to);
                free.Push(to);
            }
        }
        return [.. leadingTo.Keys.Take(MaxReported)];
    }

    private int FirstOf(long from)
    {
        int index = _edges.BinarySearch((from, long.MinValue));
        return index < 0 ? ~index : index;
    }
}
