using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli;

/// <summary>Answers <c>--help</c> in 80 columns; a list of commands has their names and the first line of what they do.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private readonly HelpAction _help;

    internal HelpText(HelpAction help)
    {
        _help = help;
        _help.MaxWidth = Screen.Width;
    }

    public override int Invoke(ParseResult parseResult)
    {
        // The tree of commands lives for this one run, so it may be changed: only the command that is asked for is shown.
        foreach (Command command in parseResult.CommandResult.Command.Subcommands)
        {
            command.Description = command.Description?.Split('\n')[0].TrimEnd('.');
            foreach (Argument argument in command.Arguments) argument.Hidden = true;
        }
        InvocationConfiguration configuration = parseResult.InvocationConfiguration;
        TextWriter output = configuration.Output;
        using StringWriter text = new();
        configuration.Output = text;
        int exitCode = _help.Invoke(parseResult);
        configuration.Output = output;
        foreach (string line in text.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n')) output.WriteLine(line.TrimEnd());
        return exitCode;
    }
}
