using System.Globalization;
using System.Text;

namespace OpenMemory.Cli.Input;

/// <summary>A list of user ids in UTF-8: one in a line, exactly as it stands there; empty lines are passed over.</summary>
internal static class UserList
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="UsageException">The file cannot be opened, or names nobody.</exception>
    /// <exception cref="BadDataException">A line is not UTF-8.</exception>
    internal static IReadOnlyList<string> Read(string path, CommandContext context)
    {
        using Stream stream = path == "-" ? context.Input : InputFile.OpenRead(path);
        using InputBuffer buffer = new(stream);
        List<string> users = [];
        while (buffer.TryReadLine(out ReadOnlyMemory<byte> line))
        {
            ReadOnlySpan<byte> text = line.Span is [.. var rest, (byte)'\r'] ? rest : line.Span;
            if (buffer.LineNumber == 1 && text.StartsWith("\uFEFF"u8)) text = text[3..];
            if (!text.IsEmpty) users.Add(Decode(text, buffer.LineNumber));
        }
        if (users.Count > 0) return users;
        throw new UsageException(path == "-" ? "standard input names no user" : $"the file names no user: {path}");
    }

    private static string Decode(ReadOnlySpan<byte> text, long line)
    {
        try
        {
            return s_strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw new BadDataException(
                new OmsFault(OmsErrorCode.Corrupt, "OMS-4.4-1", "The line is not UTF-8"), string.Create(CultureInfo.InvariantCulture, $"in line {line}"));
        }
    }
}
