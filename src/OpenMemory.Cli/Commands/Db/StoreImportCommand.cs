using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;
using OpenMemory.Signing;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store import</c>: what others wrote, with what their index says of it, as far as it can be believed (§11.7, R-52).</summary>
internal static class StoreImportCommand
{
    private const string Description =
        "Take the grains of a .mg file or a framed stream into a store as they are, and merge what the file's manifest says of them.\n" +
        "Doing it again changes nothing, so an import that broke off is run again. Exit code 1 where a grain was refused or not trusted.";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument(), input = new("input") { Description = "A .mg file or a framed stream; - is standard input" };
        FilterOptions filter = new();
        TrustOptions trust = new();
        Option<string[]> documents = DidDocuments.Option();
        Option<bool> ignoreManifest = new("--ignore-manifest") { Description = "Take the grains alone, not what the manifest says of them" };
        Option<bool> resetLocal = new("--reset-local") { Description = "Ignore the manifest's access counters" };
        Option<bool> stop = new("--stop-at-first-fault") { Description = "End at the first grain that is refused; those before it stay" };
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of lines" }, compatible = Inputs.Compatible();
        Command command = new("import", Description) { file, input };
        filter.AddTo(command);
        trust.AddTo(command);
        foreach (Option option in (Option[])[documents, ignoreManifest, resetLocal, stop, json, compatible]) command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(input) == "-" && result.GetValue<string?>("--addresses") == "-") result.AddError("The grains and the addresses cannot both come from standard input.");
        });
        command.SetAction(result =>
        {
            SignatureVerifier verifier = new(DidDocuments.Resolver(result.GetValue(documents)));
            ImportOptions options = new()
            {
                Reading = Inputs.ReadOptions(result.GetValue(compatible)),
                Filter = filter.Filter(result, context),
                Trust = trust.IsGiven(result) ? new TrustExaminer(trust.Policy(result), verifier) : null,
                Strategy = result.GetValue(ignoreManifest) ? ManifestStrategy.IgnoreManifest : ManifestStrategy.Merge,
                ResetLocal = result.GetValue(resetLocal),
                StopAtFirstFault = result.GetValue(stop),
                BatchGrains = ImportOptions.MaxBatchGrains, // each step waits for the disk once
            };
            using DbStore store = DbStore.OpenToWrite(result.GetRequiredValue(file), result, context);
            ImportReport report = Run(store, result.GetRequiredValue(input), options, context);
            return ImportView.Print(report, result.GetValue(json), context);
        });
        return command;
    }

    private static ImportReport Run(DbStore store, string path, ImportOptions options, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        using ProgressLine progress = context.StartProgress("importing", input.Length);
        return SetInput.Guard(path, () =>
        {
            switch (input.Format)
            {
                case InputFormat.MgFile:
                    using (MgSource source = input.OpenMgFile(options.Reading.Mode))
                        return StoreImport.ImportAsync(store.Store, source.Reader, options, progress).GetAwaiter().GetResult();
                case InputFormat.FramedStream:
                    return StoreImport.ImportAsync(store.Store, input.OpenStream(), options).GetAwaiter().GetResult();
                default:
                    throw new UsageException($"this is neither a .mg file nor a framed stream, and 'store put' takes what is written here: {SetInput.Name(path)}");
            }
        });
    }
}
