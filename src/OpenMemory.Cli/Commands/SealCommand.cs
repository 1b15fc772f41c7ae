using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Sealing;
using OpenMemory.Cli.Terminal;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Commands;

/// <summary><c>seal</c>: grains in any form in, sealed grains out, each under the key of its user .</summary>
internal static class SealCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> input = new("input")
        {
            Description = "Grain JSON, hex lines, lines of encode, a raw blob, a .mg file or a framed stream; - is standard input",
        };
        Option<string> master = KeyOptions.Master(), salts = KeyOptions.Salts();
        UserOptions users = new(isOne: true);
        Option<bool> require = new("--require-user") { Description = "Fail at a grain without a user_id instead of leaving it as it is" };
        Option<bool> blank = new("--blank-header") { Description = "Hide namespace and time too; type and sensitivity always show" };
        Option<bool> compress = new("--compress") { Description = "Compress before sealing, which lets lengths tell of contents" };
        Option<bool> restore = Inputs.Restore(), compatible = Inputs.Compatible();
        GrainTarget target = new();
        Command command = new("seal", "Seal grains, each for the user that its user_id names; others stay as they are") { input, master, salts };
        users.AddTo(command, required: false, input);
        foreach (Option option in (Option[])[require, blank, compress, restore, compatible]) command.Add(option);
        target.AddTo(command);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(input);
            IReadOnlyList<string> user = users.Users(result, context);
            using KeyFiles keys = KeyFiles.Open(result.GetRequiredValue(master), result.GetRequiredValue(salts), context);
            keys.RequireMasterKeys();
            using InputReader reader = InputReader.Open(path, context);
            using GrainOutput output = target.Open(result, path, reader, context);
            SealOptions options = new() { Header = result.GetValue(blank) ? HeaderPrivacy.Blank : HeaderPrivacy.Keep, Compress = result.GetValue(compress) };
            Sealer sealer = new(keys.Ring, output, options) { UserId = user is [var one] ? one : null, RequireUser = result.GetValue(require) };
            return Run(reader, sealer, output, result.GetValue(restore), Inputs.ReadOptions(result.GetValue(compatible)), context);
        });
        return command;
    }

    private static int Run(InputReader input, Sealer sealer, GrainOutput output, bool restore, GrainReadOptions reading, CommandContext context)
    {
        bool hasManifest = false;
        BlobInput blobs = new(input)
        {
            Mode = reading.Mode,
            EncodeGrain = json => GrainJson.Encode(json.Span, restore),
            TakeManifest = _ => hasManifest = true,
        };
        using (ProgressLine progress = context.StartProgress("sealing", input.Length))
        {
            blobs.ForEach(blob =>
            {
                sealer.Add(GrainBlob.ParseDelivered(blob, reading));
                progress.Report(input.BytesRead);
            });
            sealer.Flush();
        }
        output.Complete();
        if (hasManifest) context.Error.WriteLine("the index manifest is left out: it names the grains that are sealed now by their addresses");
        output.Report(sealer.Summary);
        return ExitCode.Done;
    }
}
