using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenMemory.Cli;
using PackageConsumer.GettingStarted;

namespace OpenMemory.Documents.Tests;

/// <summary>What the documents show at a prompt is what runs: the blocks of a document one after the other, in one empty folder.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class ConsoleTests
{
    private static IEnumerable<Document> Shown => Document.All.Where(static document => document.Blocks.Any(static block => block.Language == "console"));

    [TestCaseSource(nameof(Shown))]
    public async Task Every_command_of_the_document_prints_what_stands_below_it(Document document)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("The examples are for a POSIX shell.");
        using TemporaryFolder folder = new();
        await PrepareAsync(document, folder.Root);
        foreach (CodeBlock block in document.Blocks.Where(static block => block.Language == "console"))
        {
            foreach ((string command, string expected) in Examples(block))
            {
                string pattern = "^" + Regex.Escape(expected).Replace("…", ".*", StringComparison.Ordinal) + "$";
                Assert.That(Run(folder.Root, command), Does.Match(pattern), $"{block}: {command}");
            }
        }
    }

    /// <summary>Commands of a document that begins with a program are about what that left.</summary>
    private static async Task PrepareAsync(Document document, string folder)
    {
        if (document.Path != "docs/getting-started.md") return;
        using ProgramRun program = new(folder);
        Assert.That(await FirstProgram.RunAsync(folder), Is.True);
    }

    private static List<(string Command, string Expected)> Examples(CodeBlock block)
    {
        List<(string Command, string Expected)> examples = [];
        foreach (string line in block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal)) examples.Add((line[2..], ""));
            else examples[^1] = (examples[^1].Command, examples[^1].Expected + line + "\n");
        }
        return examples;
    }

    /// <summary>What a command prints: standard output, then standard error, without blank lines.</summary>
    private static string Run(string folder, string command)
    {
        string script = $"openmemory() {{ dotnet '{typeof(OpenMemoryCommand).Assembly.Location}' \"$@\"; }}\n{command}";
        ProcessStartInfo start = new("sh", ["-c", script])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process shell = Process.Start(start)!;
        shell.StandardInput.Close();
        Task<string> error = shell.StandardError.ReadToEndAsync();
        string output = shell.StandardOutput.ReadToEnd() + error.Result;
        shell.WaitForExit();
        return string.Concat(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd() + "\n"));
    }
}
