namespace OpenMemory.Packages.Tests;

/// <summary>docs/getting-started.md, done as its reader does it: every block in its order, with the packages.</summary>
[TestFixture]
public sealed class GettingStartedTests
{
    /// <summary>Where the document supposes the checkout.</summary>
    private const string Checkout = "~/openmemory-dotnet";

    [Test]
    public void Everything_in_it_works_in_its_order()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("The examples are for a POSIX shell.");
        using TemporaryFolder folder = new();
        int commands = 0;
        string program = "";
        foreach (CodeBlock block in Document.Of(Document.DoneWithPackages).Blocks)
        {
            if (block.Language == "csharp") program += block.Text + "\n";
            if (block.Language == "sh")
            {
                if (program.Length > 0) File.WriteAllText(folder["first/Program.cs"], program);
                Shell(folder, block.Text);
                commands++;
            }
            if (block.Language != "console") continue;
            foreach (ConsoleBlock example in ConsoleBlock.Read(block)) example.IsPrinted(Shell(folder, example.Command), block);
        }
        Assert.That(commands, Is.GreaterThan(2));
    }

    private static string Shell(TemporaryFolder folder, string commands) =>
        Child.Run(folder.Root, "sh", "-c", $"set -e\nexport PATH=\"{folder["tools"]}:$PATH\" RestoreAdditionalProjectSources='{Packed.Folder}'\n{commands.Replace(Checkout, RepositoryFiles.Root, StringComparison.Ordinal)}");
}
