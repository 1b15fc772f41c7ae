using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Commands;

/// <summary><c>merge</c>: any number of <c>.mg</c> files in, one out; one file in is deduplicated.</summary>
internal static class MergeCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string[]> files = new("files") { Description = ".mg files, read in their order; - is standard input", Arity = ArgumentArity.OneOrMore };
        MgOutput output = new();
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("merge", "Write the grains of .mg files to one, each once, with one index manifest") { files, compatible };
        output.AddTo(command);
        command.SetAction(result => Run(
            result.GetRequiredValue(files), output.Path(result), output.Options(result), Inputs.ReadOptions(result.GetValue(compatible)), null, context));
        return command;
    }

    /// <summary>Merges what matches a filter.</summary>
    internal static int Run(string[] paths, string target, MgWriterOptions options, GrainReadOptions reading, GrainFilter? filter, CommandContext context)
    {
        using MgFileWriter writer = OutputFile.CreateMg(target, options);
        MgMerge merge = new(writer, filter, reading);
        foreach (string path in paths) Add(merge, path, reading, context);
        MgWriteResult written = OutputFile.Complete(merge, target, context);
        foreach (MgFork fork in merge.Forks)
            context.Error.WriteLine(PlainText.Clean($"{fork.Address}: superseded by {fork.Kept}, which is kept, and by {fork.Other}"));
        WriteSummary.Print(written, context);
        return ExitCode.Done;
    }

    // One file is open at a time, and none when the output takes the place of one.
    private static void Add(MgMerge merge, string path, GrainReadOptions reading, CommandContext context)
    {
        using MgSource source = SetInput.Open(path, context, reading);
        using ProgressLine progress = context.StartProgress("reading");
        SetInput.Guard(path, () =>
        {
            merge.Add(source.Reader, progress);
            return true;
        });
    }
}
