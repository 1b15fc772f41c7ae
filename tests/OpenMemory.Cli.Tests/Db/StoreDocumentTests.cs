using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenMemory.Tests;

namespace OpenMemory.Cli.Tests.Db;

/// <summary>What docs/store-command.md shows is what runs.</summary>
[TestFixture]
internal sealed partial class StoreDocumentTests
{
    [Test]
    public void Every_example_of_the_document_prints_what_stands_below_it()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("The examples are for a POSIX shell.");
        using TestFolder folder = new();
        string[] lines = [.. Block().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "store-command.md"))).SelectMany(static block => block.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        List<(string Command, List<string> Expected)> examples = [];
        foreach (string line in lines)
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal)) examples.Add((line[2..], []));
            else examples[^1].Expected.Add(line);
        }
        Assert.That(examples, Has.Count.GreaterThan(10));
        foreach ((string command, List<string> expected) in examples)
        {
            string printed = Run(folder.Path, command), pattern = "^" + Regex.Escape(string.Concat(expected.Select(static line => line + "\n"))).Replace("…", ".*", StringComparison.Ordinal) + "$";
            Assert.That(printed, Does.Match(pattern), command);
        }
    }

    /// <summary>What a command prints: standard output, then standard error, without blank lines.</summary>
    private static string Run(string folder, string command)
    {
        string script = $"openmemory() {{ dotnet '{ChildProcess.CommandPath}' \"$@\" 2>errors; code=$?; cat errors; return $code; }}\ncd '{folder}'\n{command}";
        using Process shell = ChildProcess.StartProgram("sh", ["-c", script]);
        shell.StandardInput.Close();
        string output = shell.StandardOutput.ReadToEnd(), error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        return string.Concat((output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd() + "\n"));
    }

    [GeneratedRegex("^```console\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
