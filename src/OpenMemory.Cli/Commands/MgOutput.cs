using System.CommandLine;
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

    private readonly bool _isFolder;

    internal MgOutput(bool isFolder = false)
    {
        _isFolder = isFolder;
        _output = new("--output", "-o") { Required = true };
        (_output.Description, _output.HelpName) = isFolder ? ("The folder to write to", "folder") : ("The .mg file to write", "file.mg");
        _codec.AcceptOnlyFromAmong("zstd", "lz4");
    }

    internal void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_sorted);
        command.Add(_keepDuplicates);
        command.Add(_codec);
        if (!_isFolder) command.Add(_volumes);
    }

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
