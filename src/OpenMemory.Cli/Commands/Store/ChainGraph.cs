using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary>
/// Draws a supersession chain in characters, the oldest grain at the top: a column for each branch, <c>o</c> for a grain that was
/// superseded and <c>*</c> for a head, each with lines of text beside it.
/// </summary>
internal sealed class ChainGraph
{
    // More columns would leave no room for words; grains of further branches stand unconnected in the last one.
    private const int MaxColumns = 8;

    private readonly List<ContentAddress?> _columns = []; // the grain that comes next in each
    private readonly List<(string Drawing, string Text)> _rows = [];

    /// <summary>Draws a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="text">The lines beside a grain, at least one.</param>
    internal static IReadOnlyList<string> Draw(SupersessionChain chain, Func<ChainLink, IReadOnlyList<string>> text)
    {
        ChainGraph graph = new();
        Dictionary<ContentAddress, int> rows = new(chain.Links.Count);
        foreach (ChainLink link in chain.Links) rows.Add(link.Address, rows.Count);
        foreach (ChainLink link in chain.Links) graph.Add(link, [.. link.Successors.Where(rows.ContainsKey).OrderBy(address => rows[address])], text(link));
        int width = graph._rows.Max(static row => row.Drawing.Length) + 1;
        return [.. graph._rows.Select(row => (row.Drawing.PadRight(width) + row.Text).TrimEnd())];
    }

    private void Add(ChainLink link, ContentAddress[] successors, IReadOnlyList<string> text)
    {
        int column = _columns.IndexOf(link.Address);
        if (column < 0) column = Take(link.Address, 0);
        for (int other = _columns.LastIndexOf(link.Address); other > column; other = _columns.LastIndexOf(link.Address))
        {
            _rows.Add((Join(column, other, '/'), ""));
            _columns[other] = null;
        }
        _rows.Add((Columns(column, link.IsHead ? '*' : 'o'), text[0]));
        if (column < _columns.Count) _columns[column] = successors.Length == 0 ? null : successors[0];
        foreach (string line in text.Skip(1)) _rows.Add((Columns(), line));
        foreach (ContentAddress successor in successors.Skip(1))
        {
            int other = Take(successor, column + 1);
            if (other < _columns.Count) _rows.Add((Join(column, other, '\\'), ""));
        }
    }

    /// <summary>Takes the first free column from a certain one on.</summary>
    private int Take(ContentAddress next, int from)
    {
        int free = from < _columns.Count ? _columns.IndexOf(null, from) : -1;
        if (free >= 0) _columns[free] = next;
        else if (_columns.Count >= MaxColumns) return MaxColumns;
        else _columns.Add(next);
        return free >= 0 ? free : _columns.Count - 1;
    }

    private string Columns(int marked = -1, char mark = ' ')
    {
        char[] line = Blank();
        for (int i = 0; i < _columns.Count; i++) line[2 * i] = _columns[i] is null ? ' ' : '|';
        if (marked >= 0) line[2 * marked] = mark;
        return new string(line).TrimEnd();
    }

    /// <summary>Draws the way from one column to another one on its right, across those between them.</summary>
    private string Join(int column, int other, char bend)
    {
        char[] line = [.. Columns().PadRight((2 * MaxColumns) + 1)];
        for (int i = (2 * column) + 1; i < 2 * other; i++) line[i] = line[i] == '|' ? '|' : '-';
        (line[2 * column], line[(2 * other) - 1], line[2 * other]) = ('|', bend, ' ');
        return new string(line).TrimEnd();
    }

    private static char[] Blank() => [.. Enumerable.Repeat(' ', (2 * MaxColumns) + 1)];
}
