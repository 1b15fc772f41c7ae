using OpenMemory.Cli.Terminal;
using Spectre.Console;

namespace OpenMemory.Cli.Commands;

/// <summary>A table of grains on 80 columns: time, type, words, address.</summary>
internal sealed class GrainTable
{
    private static readonly int[] s_widths = [16, 9, 33, 12];

    private readonly Table _table = new() { Border = TableBorder.Simple };
    private bool _isEmpty = true;

    internal GrainTable(params ReadOnlySpan<string> titles)
    {
        for (int i = 0; i < titles.Length; i++) _table.AddColumn(new TableColumn(titles[i]) { Width = s_widths[i] });
    }

    internal void Add(params ReadOnlySpan<string> cells)
    {
        _isEmpty = false;
        Text[] row = new Text[cells.Length];
        for (int i = 0; i < row.Length; i++) row[i] = Screen.Cell(cells[i], i == 2 ? 2 * s_widths[i] : s_widths[i]);
        _table.AddRow(row);
    }

    /// <summary>Writes the table; nothing where it has no rows.</summary>
    internal void Write(CommandContext context)
    {
        if (_isEmpty) return;
        using StreamWriter writer = Screen.Writer(context);
        Screen.Write(writer, _table);
    }
}
