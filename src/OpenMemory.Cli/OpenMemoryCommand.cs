using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OpenMemory.Cli.Commands;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli;

/// <summary>The <c>openmemory</c> command: parses a command line, runs it, and turns every outcome into an exit code.</summary>
internal static class OpenMemoryCommand
{
    private const string NoProgress = "--no-progress";

    private const string Description =
        "Reads and writes Open Memory Specification grains and .mg files.\n" +
        "Exit codes: 0 done, 1 the data is bad, 2 the command line is wrong.";

    /// <summary>Runs one command line.</summary>
    /// <returns>0: done. 1: the data is bad. 2: the command line is wrong or a file cannot be opened.</returns>
    internal static int Run(
        string[] args, Stream stdin, Stream stdout, TextWriter stderr, ErrorTerminal terminal = default, TimeProvider? clock = null)
    {
        using BufferedStream output = new(new UnownedStream(stdout), 1 << 16);
        CommandContext context = new(stdin, output, stderr) { Terminal = terminal, Clock = clock ?? TimeProvider.System };
        try
        {
            int exitCode = Invoke(args, context);
            output.Flush();
            return exitCode;
        }
        catch (IOException exception) when (StandardOutput.IsBrokenPipe(exception))
        {
            return ExitCode.Done;
        }
        catch (Exception exception)
        {
            return Report(exception, context);
        }
    }

    private static int Invoke(string[] args, CommandContext context)
    {
        ParseResult result = Build(context).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction)
            return Failure.WriteUsage(result.Errors.Select(static error => error.Message), context.Error);
        context.ShowsProgress = !result.GetValue<bool>(NoProgress);
        using StreamWriter text = Screen.Writer(context);
        return result.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = text,
            Error = context.Error,
        });
    }

    /// <summary>The tree of commands, for one run.</summary>
    internal static RootCommand Build(CommandContext context)
    {
        RootCommand root = new(Description)
        {
            EncodeCommand.Create(context),
            DecodeCommand.Create(context),
            PackCommand.Create(context),
            UnpackCommand.Create(context),
            TranscodeCommand.Create(context),
            UpgradeCommand.Create(context),
            MergeCommand.Create(context),
            FilterCommand.Create(context),
            SplitCommand.Create(context),
            DiffCommand.Create(context),
            CatCommand.Create(context),
            InspectCommand.Create(context),
            VerifyCommand.Create(context),
            RepairCommand.Create(context),
            ReportCommand.Create(context),
            HistoryCommand.Create(context),
            AsOfCommand.Create(context),
            HeadsCommand.Create(context),
            ReportSubjectCommand.Create(context),
            EraseSubjectCommand.Create(context),
            StoreCommand.Create(context),
            SealCommand.Create(context),
            UnsealCommand.Create(context),
            KeysCommand.Create(context),
            DiscloseCommand.Create(context),
            ElideCommand.Create(context),
            VerifyDisclosureCommand.Create(context),
            KeygenCommand.Create(context),
            SignCommand.Create(context),
            VerifySignatureCommand.Create(context),
            ConformanceCommand.Create(context),
            DemoCommand.Create(context),
            CompletionCommand.Create(context),
            new Option<bool>(NoProgress) { Description = "Do not show how far long work has come", Recursive = true },
        };
        root.HelpName = "openmemory";
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help }) option.Action = new HelpText(help);
            if (option is VersionOption version)
            {
                version.Action = new VersionAction();
                version.Description = "Show the versions of the library, the specification and the test vectors";
            }
        }
        return root;
    }

    private static int Report(Exception exception, CommandContext context)
    {
        // What was written before the failure belongs to whoever reads it; failing to deliver it changes nothing any more.
        try
        {
            context.Output.Flush();
        }
        catch (IOException)
        {
        }
        return Failure.Write(exception, context.Error);
    }
}
