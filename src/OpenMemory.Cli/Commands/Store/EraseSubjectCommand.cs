using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Sealing;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>erase-subject</c>: a file without the grains about a person, and an audit grain that records it without naming them (R-54).</summary>
internal static class EraseSubjectCommand
{
    private const string Description =
        "Write the grains of a .mg file, and what its manifest says of them, without those about a person.\n" +
        "The file is imported into memory, as the library does it. Exit code 1 where not everything could be erased. " +
        "Keys are not destroyed: 'keys destroy' does that, and reaches sealed copies too.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile(), identity = IdentityInput.Argument();
        SubjectKeys keys = new();
        Option<bool> mentions = ReportSubjectCommand.Mentions(), json = new("--json") { Description = "Print one JSON object" }, compatible = Inputs.Compatible();
        MgOutput output = new();
        Command command = new("erase-subject", Description) { file, identity };
        keys.AddTo(command);
        foreach (Option option in (Option[])[mentions, json, compatible]) command.Add(option);
        output.AddTo(command);
        IdentityInput.Validate(command, file, identity);
        command.SetAction(result =>
        {
            string person = IdentityInput.Read(result.GetRequiredValue(identity), context), path = result.GetRequiredValue(file), target = output.Path(result);
            using KeyFiles? files = keys.Open(result, context);
            using MgFileWriter writer = OutputFile.CreateMg(target, output.Options(result));
            SubjectOptions options = new() { IncludeMentions = result.GetValue(mentions), KeepKey = true };
            Erasing erasing = Erase(path, writer, person, options, Inputs.ReadOptions(result.GetValue(compatible)), files, context);
            bool isReplaced = OutputFile.IsSame(path, target);
            MgWriteResult written = OutputFile.Complete(erasing.Merge, target, context);
            if (result.GetValue(json)) StoreJson.Write(context, writer => Write(writer, erasing, written));
            else Print(erasing, written, isReplaced, context);
            return SubjectLimits.Print(erasing.Erasure.Limits, result.GetValue(json), context);
        });
        return command;
    }

    /// <summary>
    /// Erases in a store, and copies what is left: byte for byte and in the order of the file, with the manifest's statements as they were.
    /// The input is closed when this ends, because the output may take its place.
    /// </summary>
    private static Erasing Erase(
        string path, MgFileWriter writer, string person, SubjectOptions options, GrainReadOptions reading, KeyFiles? keys, CommandContext context)
    {
        using MgSource source = SetInput.Open(path, context, reading);
        using FileMemory memory = FileMemory.Import(source.Reader, path, null, reading, context, keys?.Ring);
        SubjectReport report = memory.Store.ReportSubjectAsync(person, options).Wait();
        SubjectErasure erasure = memory.Store.EraseSubjectAsync(person, options).Wait();
        HashSet<ContentAddress> erased = [.. erasure.Erased];
        MgMerge merge = new(writer, new() { Addresses = erased, Invert = true }, reading);
        using (ProgressLine progress = context.StartProgress("copying"))
        {
            SetInput.Guard(path, () =>
            {
                merge.Add(source.Reader, progress);
                return true;
            });
        }
        writer.Add(memory.Store.GetAsync(erasure.Record).Wait()!.Blob);
        CasUri[] attachments = [.. report.Matches.Where(match => erased.Contains(match.Address)).SelectMany(static match => match.Content).Distinct()];
        return new(erasure, merge, memory.Reports, attachments);
    }

    private static void Print(Erasing erasing, MgWriteResult written, bool isReplaced, CommandContext context)
    {
        SubjectErasure erasure = erasing.Erasure;
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{erasure.Fingerprint}: {CountText.Of(erasure.Erased.Count, "grain")} erased, {erasure.Held.Count} kept by a legal hold"));
        if (erasure.Erased.Count + erasure.Held.Count == 0) context.WriteLine("No grain is about this identity; so it is with one that was mistyped.");
        foreach (ContentAddress held in erasure.Held) context.WriteLine($"  {held}: under a legal hold");
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(written.Count, "grain")} written, {written.Files.Sum(static file => new FileInfo(file).Length)} bytes; the audit grain is"));
        context.WriteLine($"  {erasure.Record}");
        if (erasing.Attachments.Count > 0) context.WriteLine("Attachments that erased grains name, which lie elsewhere and still exist:");
        foreach (CasUri attachment in erasing.Attachments) context.WriteLine($"  {attachment}");
        context.WriteLine(isReplaced ? "The file was replaced; its copies and backups still hold everything." : "The input file and its copies still exist, with everything in them.");
        context.WriteLine("'openmemory keys destroy' reaches what is sealed for the person in any copy.");
    }

    private static void Write(Utf8JsonWriter json, Erasing erasing, MgWriteResult written)
    {
        SubjectErasure erasure = erasing.Erasure;
        json.WriteString("fingerprint", erasure.Fingerprint);
        StoreJson.WriteAddresses(json, "erased", erasure.Erased);
        StoreJson.WriteAddresses(json, "held", erasure.Held);
        json.WriteString("record", erasure.Record.ToString());
        json.WriteStartArray("attachments_elsewhere");
        foreach (CasUri attachment in erasing.Attachments) json.WriteStringValue(attachment.ToString());
        json.WriteEndArray();
        json.WriteNumber("grains_written", written.Count);
        SubjectLimits.Write(json, erasure.Limits);
        ManifestNotes.Write(json, erasing.Imports);
    }

    /// <summary>What was erased, and the rest, ready to be written.</summary>
    private sealed record Erasing(SubjectErasure Erasure, MgMerge Merge, IReadOnlyList<ImportReport> Imports, IReadOnlyList<CasUri> Attachments);
}
