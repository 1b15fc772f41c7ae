using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>unpack</c>: a <c>.mg</c> file in, lines of blobs or a framed stream out, so that <c>unpack | pack</c> loses nothing.</summary>
internal static class UnpackCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = Inputs.MgFile();
        Option<string?> output = new("--output", "-o") { Description = "Write to this file", HelpName = "file" };
        Option<bool> framed = new("--framed") { Description = "Write a framed stream instead of lines, for a connection" };
        Command command = new("unpack", "Print the grains of a .mg file as lines of encode") { file, output, framed };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(output), result.GetValue(framed), context));
        return command;
    }

    private static int Run(string path, string? target, bool framed, CommandContext context)
    {
        if (framed && target is not null && Path.GetExtension(target).Equals(".mg", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"a framed stream is not a .mg file (OMS-11.6-3): {target}");
        using MgSource source = MgSource.Open(path, context);
        if (target is null) return Write(source.Reader, context.Output, framed, progress: null);
        using ProgressLine progress = context.StartProgress("unpacking", source.Reader.RegionLength);
        OutputFile.Replace(target, output => Write(source.Reader, output, framed, progress));
        return ExitCode.Done;
    }

    private static int Write(MgFileReader reader, Stream output, bool framed, ProgressLine? progress)
    {
        if (framed)
        {
            FramedOutput.Write(reader, output);
            return ExitCode.Done;
        }
        BlobLineWriter writer = new(output);
        long done = 0;
        foreach (MgGrain grain in reader)
        {
            writer.Write(grain.Bytes, grain.ComputeAddress());
            progress?.Report(done += grain.Bytes.Length);
        }
        return ExitCode.Done;
    }
}
