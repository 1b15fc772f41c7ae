using System.CommandLine;
using System.CommandLine.Parsing;
using OpenMemory.Compression;

namespace OpenMemory.Cli.Commands;

/// <summary>The options of every command that writes a <c>.mg</c> file, or a folder of them.</summary>
internal sealed class MgOutput
{
    private readonly Option<string> _output;
    private readonly Option<bool> _sorted = new("--sorted") { Description = "Order the grains by created_at" };
    private readonly Option<bool> _keepDuplicates = new("--keep-duplicates") { Description = "Keep grains that occur more than once" };
    private readonly Option<string?> _codec = new("--codec") { Description = "Compress the grains with zstd or lz4" };
    private readonly Option<bool> _volumes = new("--volumes") { Description = "Go on in file.002.mg, … where a file would pass 4 GiB" };

    private readonly bool _isFolder, _isOptional;

    /// <param name="isFolder">Whether a folder of files is written.</param>
    /// <param name="isOptional">Whether the command can write something else instead.</param>
    internal MgOutput(bool isFolder = false, bool isOptional = false)
    {
        (_isFolder, _isOptional) = (isFolder, isOptional);
        _output = new("--output", "-o") { Required = !isOptional };
        (_output.Description, _output.HelpName) = isFolder ? ("The folder to write to", "folder")
            : (isOptional ? "Write a .mg file instead of lines of encode" : "The .mg file to write", "file.mg");
        _codec.AcceptOnlyFromAmong("zstd", "lz4");
    }

    internal void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_sorted);
        command.Add(_keepDuplicates);
        command.Add(_codec);
        if (!_isFolder) command.Add(_volumes);
        if (!_isOptional) return;
        Option[] needing = [_sorted, _keepDuplicates, _codec, _volumes];
        command.Validators.Add(result =>
        {
            if (IsGiven(result)) return;
            foreach (Option option in needing.Where(option => result.GetResult(option) is { Implicit: false })) result.AddError($"{option.Name} needs --output.");
        });
    }

    /// <summary>The name of the file, or null where there shall be none.</summary>
    /// <exception cref="UsageException">The name is empty.</exception>
    internal string? OptionalPath(ParseResult result) => result.GetResult(_output) is null ? null : Path(result);

    /// <summary>Whether there shall be a file.</summary>
    internal bool IsGiven(SymbolResult result) => result.GetResult(_output) is not null;

    /// <exception cref="UsageException">The name is empty.</exception>
    internal string Path(ParseResult result) =>
        result.GetRequiredValue(_output) is { Length: > 0 } path ? path : throw new UsageException("--output needs a name");

    internal MgWriterOptions Options(ParseResult result) => new()
    {
        Sorted = result.GetValue(_sorted),
        KeepDuplicates = result.GetValue(_keepDuplicates),
        Codec = Codec(result.GetValue(_codec)),
        Volumes = !_isFolder && result.GetValue(_volumes),
    };

    internal static IMgCodec? Codec(string? name) => name is null ? null : SystemCodecs.All.First(codec => codec.Name == name);
}
