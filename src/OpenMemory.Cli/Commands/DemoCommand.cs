using System.CommandLine;
using OpenMemory.Cli.Demo;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>
/// <c>demo</c>: a support case is kept in a store, corrected, protected and audited, goes elsewhere as a <c>.mg</c> file, is handed over
/// signed and shown in part; then its customer is forgotten.
/// </summary>
internal static class DemoCommand
{
    internal const string FileName = "support-case.mg", StoreName = "support-case.db";

    internal static Command Create(CommandContext context)
    {
        Option<string?> output = new("--output", "-o")
        {
            Description = "Where to write its .mg files; default: a new temporary folder",
            HelpName = "folder",
        };
        Option<string?> keep = new("--keep") { Description = "Leave the SQLite file of its store in this folder, after the erasure; default: it is removed", HelpName = "folder" };
        Command command = new("demo", "Tell a support case in grains: store, correct, sign, disclose, erase") { output, keep };
        command.SetAction(result => Run(result.GetValue(output), result.GetValue(keep), context));
        return command;
    }

    private static int Run(string? folder, string? keep, CommandContext context)
    {
        IReadOnlyList<DemoStep> steps = SupportCase.Build();
        folder = Folder(folder);
        string path = Path.Combine(folder, FileName);
        using StoreFolder place = new(keep is null ? null : Folder(keep));
        using CaseMemory memory = CaseMemory.Play(steps, Path.Combine(place.Path, StoreName));
        KnowledgeAct knowledge = KnowledgeAct.Play(memory.Store, steps);
        AuditTrail audit = AuditTrail.Play(memory.Store);
        ExportReport exported = TransferAct.Export(memory.Store, path);
        using (MgFileReader reader = MgFileReader.Open(path)) reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
        byte[] bytes = File.ReadAllBytes(path);
        RoundTrip result = RoundTrip.Compare(bytes, steps);
        TransferAct transfer = TransferAct.Play(memory.Store, exported, path, memory.Clock);
        SigningAct signing = SigningAct.Play(folder, steps, context);
        DisclosureAct disclosure = DisclosureAct.Play(folder, bytes, steps, context);
        ForgettingAct forgetting = ForgettingAct.Play(memory, path);
        ErasureAct erasure = ErasureAct.Play(folder, steps, memory.Clock, context);

        using StreamWriter writer = Screen.Writer(context);
        DemoReport report = new(writer);
        MemoryReport store = new(writer);
        report.Steps(steps);
        store.Taken(memory, steps, keep is not null);
        store.Refused(memory.Refusals);
        store.Known(knowledge);
        store.Audited(audit);
        report.Packed(path, bytes.Length, steps.Count);
        report.Comparison(result, steps.Count);
        store.Transferred(transfer);
        report.Signing(Path.Combine(folder, SigningAct.FileName), signing);
        report.Disclosure(Path.Combine(folder, DisclosureAct.FileName), disclosure);
        store.Forgotten(forgetting);
        report.Erasure(Path.Combine(folder, ErasureAct.FileName), erasure);
        bool isStored = memory.IsComplete(steps) && memory.Refusals.IsComplete && knowledge.IsComplete && audit.IsComplete && transfer.IsComplete && forgetting.IsComplete;
        return isStored && result.IsLossless(steps.Count) && signing.IsComplete && disclosure.IsComplete && erasure.IsComplete ? ExitCode.Done : ExitCode.BadData;
    }

    private static string Folder(string? folder)
    {
        if (folder is null) return Directory.CreateTempSubdirectory("openmemory-demo-").FullName;
        if (File.Exists(folder)) throw new UsageException($"this is a file, not a folder: {folder}");
        return Directory.CreateDirectory(folder).FullName;
    }
}
