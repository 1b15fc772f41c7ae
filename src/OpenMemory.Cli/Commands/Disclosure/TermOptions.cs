using System.CommandLine;
using System.Text;
using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Commands;

/// <summary>The options that name texts which must not be shown. Command lines end up in histories, so a file will do too.</summary>
internal sealed class TermOptions
{
    private const int MinBytes = 2, MaxFileBytes = 1 << 24;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Option<string[]> _terms = new("--term") { Description = "A text that must appear in nothing that is shown, such as a name; may be given more than once", HelpName = "text" };
    private readonly Option<string?> _file = new("--term-file") { Description = "A file of such texts, one in a line; - is standard input", HelpName = "file" };

    internal void AddTo(Command command, Argument<string> input)
    {
        command.Add(_terms);
        command.Add(_file);
        command.Validators.Add(result =>
        {
            if (result.GetValue(input) == "-" && result.GetValue(_file) == "-") result.AddError("The grains and the texts cannot both come from standard input.");
        });
    }

    /// <summary>The texts, each once.</summary>
    /// <exception cref="UsageException">A text is too short to be looked for, or the file cannot be read.</exception>
    internal IReadOnlyList<string> Terms(ParseResult result, CommandContext context)
    {
        string[] terms = [.. (result.GetValue(_terms) ?? []).Concat(result.GetValue(_file) is { } path ? Read(path, context) : []).Distinct(StringComparer.Ordinal)];
        return Array.Exists(terms, static term => s_strict.GetByteCount(term) < MinBytes)
            ? throw new UsageException("a text that must not be shown has two bytes at least")
            : terms;
    }

    private static string[] Read(string path, CommandContext context)
    {
        using Stream stream = path == "-" ? context.Input : InputFile.OpenRead(path);
        using InputBuffer buffer = new(stream);
        ReadOnlyMemory<byte> bytes = buffer.ReadUpTo(MaxFileBytes + 1);
        if (bytes.Length > MaxFileBytes) throw new UsageException($"this is too long for a list of texts: {path}");
        try
        {
            string[] lines = s_strict.GetString(bytes.Span).TrimStart('\uFEFF').Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return lines.Length > 0 ? lines : throw new UsageException($"the file holds no text: {path}");
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"the file is not UTF-8: {path}");
        }
    }
}
