using System.Globalization;
using OpenMemory.Cli.Terminal;
using Spectre.Console;

namespace OpenMemory.Cli.Inspection;

/// <summary>Shows a summary to a person.</summary>
internal static class SummaryTable
{
    internal static void Write(string file, MgFileReader reader, FileSummary summary, CommandContext context)
    {
        SummaryView view = new(summary);
        Table table = new() { Border = TableBorder.Simple, ShowHeaders = false };
        table.AddColumn(new TableColumn("").NoWrap()).AddColumn(new TableColumn("")).AddColumn(new TableColumn("").RightAligned());
        Row(table, "file", PlainText.Clean(Path.GetFileName(file), 40), Bytes(reader.Length));
        Row(table, "flags", Flags(reader.Header.Flags), "");
        Row(table, "grains", "", Number(summary.Count));
        Group(table, "type", view.Types);
        Group(table, "sensitivity", view.Sensitivities);
        Group(table, "namespace", view.Namespaces);
        if (view.InMoreNamespaces > 0) Row(table, "", $"and {AtLeast(summary)}{Number(view.MoreNamespaces)} more namespaces", Number(view.InMoreNamespaces));
        if (summary.WithoutNamespace > 0) Row(table, "", "no namespace", Number(summary.WithoutNamespace));
        if (summary.Sealed > 0) Row(table, "sealed", "content cannot be read without the key", Number(summary.Sealed));
        if (summary.Disclosed > 0) Row(table, "disclosed", "each shows a part of an original", Number(summary.Disclosed));
        if (summary.Signed > 0) Row(table, "signed", "no signature is verified here", Number(summary.Signed));
        if (view.From is not null) Row(table, "created", $"{view.From} to {view.To}", "");
        Row(table, "grain size", "smallest", Bytes(view.Smallest));
        Row(table, "", "mean", string.Create(CultureInfo.InvariantCulture, $"{view.Mean:0.0} B"));
        Row(table, "", "largest", Bytes(summary.LargestBytes));
        Row(table, "", "total", Bytes(summary.TotalBytes));
        if (summary.Unreadable > 0) Row(table, "unreadable", "run 'openmemory verify' for the reasons", Number(summary.Unreadable));
        using StreamWriter writer = Screen.Writer(context);
        Screen.Write(writer, table);
    }

    /// <summary>What the header says of the file, for people: <c>sorted, index manifest</c>.</summary>
    internal static string Flags(MgFileFlags flags) => flags == 0
        ? "none"
        : flags.ToString().ToLowerInvariant().Replace("fieldmapincluded", "field map", StringComparison.Ordinal).Replace("hasindexmanifest", "index manifest", StringComparison.Ordinal);

    private static void Group(Table table, string title, IReadOnlyList<(string Name, long Count)> counts)
    {
        for (int i = 0; i < counts.Count; i++)
        {
            string name = string.IsNullOrWhiteSpace(PlainText.Clean(counts[i].Name)) ? "(blank)" : counts[i].Name;
            Row(table, i == 0 ? title : "", name, Number(counts[i].Count));
        }
    }

    private static void Row(Table table, string title, string name, string value) =>
        table.AddRow(Screen.Cell(title), Screen.Cell(name, 44), Screen.Cell(value));

    private static string AtLeast(FileSummary summary) => summary.InUnkeptNamespaces > 0 ? "at least " : "";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long value) => Number(value) + " B";
}
