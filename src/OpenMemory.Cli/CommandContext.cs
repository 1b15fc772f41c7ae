using System.Text;

namespace OpenMemory.Cli;

/// <summary>The three streams of a run; commands touch no others, so that tests can run them in-process.</summary>
internal sealed record CommandContext(Stream Input, Stream Output, TextWriter Error)
{
    /// <summary>UTF-8 without a byte order mark: what every line of machine output is.</summary>
    internal static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text and a line feed, whatever the platform's newline is.</summary>
    internal void WriteLine(string text)
    {
        byte[] line = Utf8.GetBytes(text + "\n");
        Output.Write(line);
    }
}
