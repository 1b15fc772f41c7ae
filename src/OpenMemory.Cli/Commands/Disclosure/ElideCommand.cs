using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Disclosure;

namespace OpenMemory.Cli.Commands;

/// <summary><c>elide</c>: grains in, disclosed grains out, with hashes in place of the chosen fields (§10).</summary>
internal static class ElideCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> input = new("input")
        {
            Description = "Grain JSON, hex lines, lines of encode, a raw blob or envelope, a .mg file or a framed stream; - is standard input",
        };
        Option<string[]> fields = new("--field", "-f") { Description = "The full name of a field to hide; may be given more than once", HelpName = "name", Required = true };
        Option<bool> unlisted = new("--unlisted") { Description = "Hide optional fields too that the specification does not list as elidable" };
        Option<bool> signed = new("--signed") { Description = "Set the signed flag, for the discloser to sign with 'sign'; for lines only" };
        Option<bool> restore = Inputs.Restore();
        GrainTarget target = new();
        Command command = new("elide", "Hide fields of grains, of which hashes stay to prove them by") { input, fields, unlisted, signed, restore };
        target.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(signed) && target.IsContainer(result)) result.AddError("A grain to be signed is not written to a file or a stream before 'sign' (OMS-9.2-1).");
        });
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(input);
            string[] names = result.GetRequiredValue(fields);
            ElisionOptions options = new() { AllowUnlisted = result.GetValue(unlisted), Signed = result.GetValue(signed) };
            using InputReader reader = InputReader.Open(path, context);
            using GrainOutput output = target.Open(result, path, reader, context);
            // A grain that is yet to be signed is not delivered so: only a line can hold it.
            BlobLineWriter? bare = options.Signed ? new(context.Output) : null;
            Action<GrainBlob, ContentAddress> write = (blob, from) =>
            {
                if (bare is null) output.Write(blob, from);
                else bare.Write(blob.Span, blob.Address, from);
            };
            RiskNote risks = new();
            int exitCode = Run(reader, original =>
            {
                write(Elision.Elide(original, names, options), original.Address);
                risks.Add(ElisionRisk.Estimate(original, names));
            }, output, result.GetValue(restore), context);
            risks.Print(context);
            return exitCode;
        });
        return command;
    }

    private static int Run(InputReader input, Action<GrainBlob> elide, GrainOutput output, bool restore, CommandContext context)
    {
        long count = 0;
        bool hasManifest = false;
        BlobInput blobs = new(input) { EncodeGrain = json => GrainJson.Encode(json.Span, restore), TakeManifest = _ => hasManifest = true };
        blobs.ForEach(delivered =>
        {
            elide(GrainBlob.ParseDelivered(delivered));
            count++;
        });
        output.Complete();
        if (hasManifest) context.Error.WriteLine("the index manifest is left out: it names the originals by their addresses");
        output.Report(string.Create(CultureInfo.InvariantCulture, $"{count} disclosed {(count == 1 ? "grain, under its own" : "grains, each under its own")} address"));
        return ExitCode.Done;
    }
}
