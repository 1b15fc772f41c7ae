using System.Text.RegularExpressions;

namespace OpenMemory.Documents.Tests;

/// <summary>A command at a prompt, and what is printed below it; <c>…</c> stands for whatever comes.</summary>
internal sealed record ConsoleBlock(string Command, string Expected)
{
    internal static List<ConsoleBlock> Read(CodeBlock block)
    {
        List<ConsoleBlock> examples = [];
        foreach (string line in block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal)) examples.Add(new(line[2..], ""));
            else examples[^1] = examples[^1] with { Expected = examples[^1].Expected + line + "\n" };
        }
        return examples;
    }

    /// <summary>Fails unless this was printed; blank lines do not count.</summary>
    internal void IsPrinted(string output, CodeBlock block)
    {
        string printed = string.Concat(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd() + "\n"));
        Assert.That(printed, Does.Match("^" + Regex.Escape(Expected).Replace("…", ".*", StringComparison.Ordinal) + "$"), $"{block}: {Command}");
    }
}
