using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Sealing;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store erase-subject</c>: the grains about a person go, out of the file's bytes too, and an audit grain says so without naming them (§28.4.4, R-54).</summary>
internal static class StoreEraseSubjectCommand
{
    private const string Description =
        "Erase every grain of a store that is about a person, with the attachments that nobody else's grain names. It cannot be undone.\n" +
        "With --master and --salts the person's key is destroyed too, so that sealed copies elsewhere no longer open. Backups and exports keep what they hold. " +
        "Exit code 1 where not everything could be erased.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument(), identity = IdentityInput.Argument();
        SubjectKeys keys = new("to find grains that are sealed for the person, whose key is then destroyed");
        Option<bool> mentions = ReportSubjectCommand.Mentions();
        Option<bool> keepKey = new("--keep-key") { Description = "Do not destroy the person's key" };
        Option<bool> keepConsents = new("--keep-consents") { Description = "Keep Consents and their withdrawals" };
        Option<string?> actor = new("--actor") { Description = "Who does it, for the audit chain", HelpName = "name" };
        Option<string?> reason = new("--reason") { Description = "Why, for the audit chain: never personal data", HelpName = "text" };
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("erase-subject", Description) { file, identity };
        keys.AddTo(command);
        foreach (Option option in (Option[])[mentions, keepKey, keepConsents, actor, reason, json]) command.Add(option);
        command.SetAction(result =>
        {
            string person = IdentityInput.Read(result.GetRequiredValue(identity), context);
            using KeyFiles? files = keys.Open(result, context);
            using DbStore store = DbStore.OpenToWrite(result.GetRequiredValue(file), result, context, new() { KeyRing = files?.Ring });
            SubjectOptions options = new()
            {
                IncludeMentions = result.GetValue(mentions),
                KeepKey = result.GetValue(keepKey),
                KeepConsents = result.GetValue(keepConsents),
                Actor = result.GetValue(actor),
                Reason = result.GetValue(reason),
            };
            return Run(store, person, options, result.GetValue(json), context);
        });
        return command;
    }

    private static int Run(DbStore store, string person, SubjectOptions options, bool asJson, CommandContext context)
    {
        SubjectErasure erasure = store.Do(opened => opened.EraseSubjectAsync(person, options));
        if (asJson) StoreJson.Write(context, json => Write(json, erasure));
        else Print(erasure, context);
        return SubjectLimits.Print(erasure.Limits, asJson, context, StoreReportSubjectCommand.HasMetadata(store));
    }

    private static void Print(SubjectErasure erasure, CommandContext context)
    {
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{erasure.Fingerprint}: {CountText.Of(erasure.Erased.Count, "grain")} erased, {erasure.Held.Count} kept by a legal hold"));
        if (erasure.Erased.Count + erasure.Held.Count == 0) context.WriteLine("No grain is about this identity; so it is with one that was mistyped.");
        foreach (ContentAddress held in erasure.Held) context.WriteLine($"  {held}: under a legal hold");
        if (erasure.ContentsReclaimed + erasure.ContentsShared > 0)
            context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(erasure.ContentsReclaimed, "attachment")} destroyed, {erasure.ContentsShared} kept, because other grains name them"));
        context.WriteLine("The audit grain is");
        context.WriteLine($"  {erasure.Record}");
        if (erasure.Receipt is { } receipt)
        {
            context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The person's key is destroyed: receipt {receipt.Number}, of {UtcText.Of(receipt.DestroyedAt)},"));
            context.WriteLine($"  {receipt.Hash}");
        }
        context.WriteLine("Backups and exports of the store, made before, still hold everything.");
    }

    private static void Write(Utf8JsonWriter json, SubjectErasure erasure)
    {
        json.WriteString("fingerprint", erasure.Fingerprint);
        StoreJson.WriteAddresses(json, "erased", erasure.Erased);
        StoreJson.WriteAddresses(json, "held", erasure.Held);
        json.WriteNumber("attachments_destroyed", erasure.ContentsReclaimed);
        json.WriteNumber("attachments_shared", erasure.ContentsShared);
        json.WriteString("record", erasure.Record.ToString());
        if (erasure.Receipt is { } receipt) json.WriteNumber("receipt", receipt.Number);
        SubjectLimits.Write(json, erasure.Limits);
    }
}
