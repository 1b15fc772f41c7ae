using System.CommandLine;
using System.CommandLine.Parsing;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;

namespace OpenMemory.Cli.Commands;

/// <summary>The options of commands that write what they read in another form: to a <c>.mg</c> file, as lines, or as a framed stream.</summary>
internal sealed class GrainTarget
{
    private readonly MgOutput _output = new(isOptional: true);
    private readonly Option<bool> _framed = new("--framed") { Description = "Write a framed stream instead of lines, for a connection" };

    internal void AddTo(Command command)
    {
        _output.AddTo(command);
        command.Add(_framed);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_framed) && _output.IsGiven(result)) result.AddError("A framed stream is not a .mg file (OMS-11.6-3): --framed or --output.");
        });
    }

    /// <summary>Whether a file or a stream is written, in which grains stand as they are delivered.</summary>
    internal bool IsContainer(SymbolResult result) => _output.IsGiven(result) || result.GetValue(_framed);

    /// <exception cref="UsageException">The file cannot be created, or would take the place of what is read.</exception>
    internal GrainOutput Open(ParseResult result, string path, InputReader input, CommandContext context)
    {
        if (_output.OptionalPath(result) is not { } target) return result.GetValue(_framed) ? GrainOutput.Framed(context) : GrainOutput.Lines(context);
        if (input.Format != InputFormat.MgFile && OutputFile.IsSame(path, target)) throw new UsageException($"the .mg file would take the place of its source: {target}");
        return GrainOutput.MgFile(target, _output.Options(result), context);
    }
}
