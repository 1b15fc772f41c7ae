namespace OpenMemory.Packages.Tests;

/// <summary>docs/getting-started.md, done as its reader does it: every block in its order, with the packages.</summary>
[TestFixture]
public sealed class GettingStartedTests
{
    [Test]
    public void Everything_in_it_works_in_its_order()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("The examples are for a POSIX shell.");
        using TemporaryFolder folder = new();
        int blocks = 0;
        string program = "", exports = "";
        foreach (CodeBlock block in Document.Of(Document.DoneWithPackages).Blocks)
        {
            if (block.Language == "csharp") program += block.Text + "\n";
            if (block.Language == "sh")
            {
                if (program.Length > 0) File.WriteAllText(folder["first/Program.cs"], program);
                Shell(folder, exports + block.Text);
                exports += string.Concat(block.Text.Split('\n').Where(static line => line.StartsWith("export ", StringComparison.Ordinal)).Select(static line => line + "\n"));
                blocks++;
            }
            if (block.Language != "console") continue;
            foreach (ConsoleBlock example in ConsoleBlock.Read(block)) example.IsPrinted(Shell(folder, exports + example.Command), block);
        }
        Assert.That(blocks, Is.EqualTo(4));
    }

    /// <summary>Runs commands where the reader is, who has the checkout in the home folder.</summary>
    private static string Shell(TemporaryFolder folder, string commands)
    {
        string script = "set -e\n" + commands.Replace("~/openmemory-dotnet", "\"$CHECKOUT\"", StringComparison.Ordinal);
        // Packing restores the repository, whose packages stand where they stand.
        (string, string)[] cache = commands.Contains("dotnet pack", StringComparison.Ordinal) ? [] : [("NUGET_PACKAGES", Packed.Cache)];
        return Child.Run(folder.Root, [("CHECKOUT", RepositoryFiles.Root), .. cache], "sh", "-c", script);
    }
}
