using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OpenMemory.Cli.Terminal;

/// <summary>Tables and text for people: 80 columns, no colours, so that it reads the same in a file and on a terminal.</summary>
internal static class Screen
{
    internal const int Width = 80;

    /// <summary>Writes a table or the like, without the blanks that would fill every line to the full width.</summary>
    internal static void Write(TextWriter writer, IRenderable renderable)
    {
        using StringWriter buffer = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(buffer),
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(renderable);
        foreach (ReadOnlySpan<char> line in buffer.ToString().AsSpan().EnumerateLines())
        {
            if (line.Trim().Length > 0) writer.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>A text writer over standard output, to be flushed by its owner.</summary>
    internal static StreamWriter Writer(CommandContext context) =>
        new(context.Output, CommandContext.Utf8, bufferSize: 4096, leaveOpen: true) { NewLine = "\n" };

    /// <summary>A text cell: never markup, never a control character.</summary>
    internal static Text Cell(string text, int maxRunes = 60) => new(PlainText.Clean(text, maxRunes));
}
