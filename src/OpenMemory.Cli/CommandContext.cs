using System.Text;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli;

/// <summary>The three streams of a run; commands touch no others, so that tests can run them in-process.</summary>
internal sealed record CommandContext(Stream Input, Stream Output, TextWriter Error)
{
    /// <summary>UTF-8 without a byte order mark: what every line of machine output is.</summary>
    internal static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What standard error is connected to; no terminal unless said.</summary>
    internal ErrorTerminal Terminal { get; init; }

    /// <summary>Tells how long work takes.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether long work says how far it has come.</summary>
    internal bool ShowsProgress { get; set; } = true;

    /// <summary>Begins to show how far a long work has come; disposing of the line erases it, before the result is written.</summary>
    /// <param name="label">What is being done, in one word.</param>
    /// <param name="total">What there is to do; work that reports it with every step may leave it out.</param>
    /// <param name="unit">What is counted.</param>
    internal ProgressLine StartProgress(string label, long total = 0, ProgressUnit unit = ProgressUnit.Bytes) =>
        new(label, total, unit, ShowsProgress ? Error : null, Terminal, Clock);

    /// <summary>Writes a text and a line feed, whatever the platform's newline is.</summary>
    internal void WriteLine(string text)
    {
        byte[] line = Utf8.GetBytes(text + "\n");
        Output.Write(line);
    }
}
