using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Sealing;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>unseal</c>: opens the sealed grains of some users; all others pass as they are.</summary>
internal static class UnsealCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> input = new("input")
        {
            Description = "Blobs: hex lines, lines of encode, one raw blob, a .mg file or a framed stream; - is standard input",
        };
        Option<string> master = KeyOptions.Master(), salts = KeyOptions.Salts();
        UserOptions users = new();
        Option<bool> strict = new("--strict") { Description = "Fail at a grain of these users that does not open" };
        Option<bool> compatible = Inputs.Compatible();
        GrainTarget target = new();
        Command command = new("unseal", "Open the sealed grains of users; all others pass as they are") { input, master, salts };
        users.AddTo(command, required: true, input);
        command.Add(strict);
        command.Add(compatible);
        target.AddTo(command);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(input);
            IReadOnlyList<string> wanted = users.Users(result, context);
            using KeyFiles keys = KeyFiles.Open(result.GetRequiredValue(master), result.GetRequiredValue(salts), context);
            bool isStrict = result.GetValue(strict);
            if (isStrict) keys.RequireMasterKeys();
            else keys.NoteMasterKeys(context);
            using InputReader reader = InputReader.Open(path, context);
            using GrainOutput output = target.Open(result, path, reader, context);
            Unsealer unsealer = new(keys.Ring, wanted, output)
            {
                Reading = Inputs.ReadOptions(result.GetValue(compatible)),
                IsStrict = isStrict,
            };
            return Run(reader, unsealer, output, context);
        });
        return command;
    }

    private static int Run(InputReader input, Unsealer unsealer, GrainOutput output, CommandContext context)
    {
        bool hasManifest = false;
        BlobInput blobs = new(input) { Mode = unsealer.Reading.Mode, TakeManifest = _ => hasManifest = true };
        using (ProgressLine progress = context.StartProgress("opening", input.Length))
        {
            blobs.ForEach(blob =>
            {
                unsealer.Add(blob);
                progress.Report(input.BytesRead);
            });
        }
        output.Complete();
        if (hasManifest) context.Error.WriteLine("the index manifest is left out: it names the sealed grains");
        output.Report(unsealer.Summary);
        return ExitCode.Done;
    }
}
