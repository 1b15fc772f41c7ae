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
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Exported {grains} grains, and what became of them, into {bytes:N0} bytes:"));
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

    internal void Signing(string path, SigningAct act)
    {
        writer.WriteLine("Handed over: what is known and open, and the procedure, signed by the agent:");
        writer.WriteLine($"  {PlainText.Clean(path)}");
        writer.WriteLine($"  {act.Agent}");
        writer.WriteLine("What the other platform accepts, which knows that DID and the file:");
        Line("verified as the agent's", act.Verified, act.Grains);
        Line("signed by the author they name", act.ByTheirAuthor, act.Grains);
        Line("with one bit changed", act.VerifiedWhenChanged, act.Grains);
        Line("signed by a stranger", act.AcceptedFromStranger, act.Grains);
        Line("taken out of their envelopes", act.AcceptedWithoutEnvelope, act.Grains);
        writer.WriteLine(act.IsComplete ? "Nothing but what the agent signed passes for it." : "The hand-over FAILED.");
        writer.WriteLine();
    }

    internal void Disclosure(string path, DisclosureAct act)
    {
        writer.WriteLine("A copy for the product team, by the policy product-team, without who she is:");
        writer.WriteLine($"  {PlainText.Clean(path)}");
        Line("grains shown whole", act.Whole, act.Grains);
        Line("grains with hidden fields", act.InPart, act.Grains);
        Line("grains withheld", act.Withheld, act.Grains);
        writer.WriteLine("Texts that name her, looked for in the bytes of the files:");
        Line("in the first file", act.TermsInOriginal, act.Terms);
        Line("in the copy", act.TermsInCopy, act.Terms);
        writer.WriteLine("What the copy proves, by the hashes that stand for the hidden values:");
        Line("grains that agree with the original", act.Agreeing, act.InPart);
        Line("values proven when revealed", act.Proven, act.Hidden);
        Line("false values found out", act.FoundOut, act.Hidden);
        writer.WriteLine(act.IsComplete ? "No text names her in the copy, and nobody can invent what was left out." : "The disclosure FAILED.");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"(Hashes are unsalted: whoever tries values may find {act.Guessable} of the {act.Hidden}.)"));
        writer.WriteLine();
    }

    internal void Erasure(string path, ErasureAct act)
    {
        writer.WriteLine("What left the store before is beyond it, unless it was sealed. Sealed for an");
        writer.WriteLine("export, each grain under the key of its customer:");
        writer.WriteLine($"  {PlainText.Clean(path)}");
        writer.WriteLine("Verified without a key: geometry, checksum, addresses. A sealed grain shows its");
        writer.WriteLine("type, sensitivity and length, and a token for whose it is; nothing else.");
        Line("opened with the key, same addresses", act.OpenedBefore, act.Grains);
        writer.WriteLine();
        writer.WriteLine("Her key is destroyed too. The receipt names no one:");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  number     {act.Receipt.Number}, of {UtcText.Of(act.Receipt.DestroyedAt)}, for {act.Receipt.Salts} salt"));
        writer.WriteLine($"  token      {act.Receipt.Token}");
        writer.WriteLine($"  hash       {act.Receipt.Hash}");
        writer.WriteLine("What opens now:");
        Line("her grains in that file", act.OpenedAfter, act.Grains);
        Line("her grains in a copy made before", act.OpenedInCopy, act.Grains);
        Line("a grain of another customer", act.OpenedOfOther, 1);
        writer.WriteLine(act.IsComplete ? "She is gone from every sealed copy, wherever it is." : "The erasure FAILED.");
        writer.WriteLine("(The first file is not sealed; it is left for you to look at.)");
        writer.WriteLine();
    }

    private void Line(string what, int found, int all) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-36}{found,3} of {all}"));
}
