using System.Diagnostics;
using OpenMemory.Cli;

namespace OpenMemory.Documents.Tests;

/// <summary>What the documents show at a prompt is what runs: the blocks of a document one after the other, in one empty folder.</summary>
[TestFixture]
internal sealed class ConsoleTests
{
    private static IEnumerable<Document> Shown => Document.All.Where(static document => document.Path != Document.DoneWithPackages && document.Blocks.Any(static block => block.Language == "console"));

    [TestCaseSource(nameof(Shown))]
    public void Every_command_of_the_document_prints_what_stands_below_it(Document document)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("The examples are for a POSIX shell.");
        using TemporaryFolder folder = new();
        foreach (CodeBlock block in document.Blocks.Where(static block => block.Language == "console"))
        {
            foreach (ConsoleBlock example in ConsoleBlock.Read(block)) example.IsPrinted(Run(folder.Root, example.Command), block);
        }
    }

    /// <summary>What a command prints: standard output, then standard error.</summary>
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
        Assert.That(shell.ExitCode, Is.Zero, $"{command}: a document that means it to fail says so\n{output}");
        return output;
    }
}
