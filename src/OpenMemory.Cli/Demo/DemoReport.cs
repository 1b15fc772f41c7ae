using System.Globalization;
using OpenMemory.Cli.Terminal;
using Spectre.Console;

namespace OpenMemory.Cli.Demo;

/// <summary>Tells the demo's story on 80 columns.</summary>
internal sealed class DemoReport(TextWriter writer)
{
    private const int ShortAddress = 12;

    internal void Steps(IReadOnlyList<DemoStep> steps)
    {
        writer.WriteLine("A support case, from the first call to the satisfied goal. Every step is a");
        writer.WriteLine("grain, named by the hash of its bytes; later grains name earlier ones by it.");
        writer.WriteLine();
        Table table = new() { Border = TableBorder.Simple };
        foreach ((string title, int width) in (ReadOnlySpan<(string, int)>)[("UTC", 11), ("type", 8), ("what happened", 37), ("address", ShortAddress)])
            table.AddColumn(new TableColumn(title) { Width = width });
        foreach (DemoStep step in steps)
        {
            uint seconds = step.Blob.Header.CreatedAtSeconds;
            string time = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
            table.AddRow(
                Screen.Cell(time),
                Screen.Cell(step.Blob.Header.Type.ToString().ToLowerInvariant()),
                Screen.Cell(step.Title),
                Screen.Cell(step.Blob.Address.ToString()[..ShortAddress]));
        }
        Screen.Write(writer, table);
        writer.WriteLine();
    }

    internal void Packed(string path, long bytes, int grains)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Packed {grains} grains into {bytes:N0} bytes:"));
        writer.WriteLine($"  {PlainText.Clean(path)}");
        writer.WriteLine("Verified: geometry, checksum, addresses, canonical form of every grain.");
        writer.WriteLine();
    }

    internal void Comparison(RoundTrip result, int grains)
    {
        writer.WriteLine("Read back as another platform would, from the bytes of the file alone:");
        Line("grains", result.Grains, grains);
        Line("content addresses equal", result.Addresses, grains);
        Line("blobs equal byte for byte", result.Blobs, grains);
        Line("JSON of the grains equal", result.SameJson, grains);
        Line("references between grains found", result.References, result.AllReferences);
        writer.WriteLine(result.IsLossless(grains) ? "Nothing was lost." : "Something was LOST.");
        writer.WriteLine();
    }

    internal void StillMissing()
    {
        writer.WriteLine("Not yet in this version, so not shown:");
        writer.WriteLine("  erasure             destroying the customer's key, so that her grains are gone");
        writer.WriteLine("  disclosure          a copy for the product team without who she is");
        writer.WriteLine("  supersession index  marking the active goal as superseded; so far the new goal");
        writer.WriteLine("                      names it in derived_from and provenance_chain");
    }

    private void Line(string what, int found, int all) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-34}{found,3} of {all}"));
}
