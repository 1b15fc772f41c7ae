using System.Text.RegularExpressions;

namespace OpenMemory.Tests;

/// <summary>What the README shows is what runs.</summary>
[TestFixture]
[NonParallelizable]
public sealed partial class ReadmeTests
{
    private static readonly string s_readme = File.ReadAllText(RepositoryFiles.PathOf("README.md")).ReplaceLineEndings("\n");

    [Test]
    public void The_example_is_the_one_that_is_compiled()
    {
        string source = File.ReadAllText(RepositoryFiles.PathOf("tests", "OpenMemory.Core.Tests", "Readme", "ReadmeExample.cs")).ReplaceLineEndings("\n");
        string example = Marked().Match(source).Groups["code"].Value;
        string dedented = string.Join('\n', example.Split('\n').Select(static line => line.Length > 8 ? line[8..] : "")).Trim();
        Assert.That(Block().Match(s_readme).Groups["code"].Value.Trim(), Is.EqualTo(dedented));
    }

    [Test]
    public void The_example_runs_and_prints_the_grain()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, before = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        using StringWriter output = new();
        try
        {
            Environment.CurrentDirectory = folder;
            Console.SetOut(output);
            ReadmeExample.Run();
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
        Assert.That(output.ToString(), Does.Match("^[0-9a-f]{64}: \\{\"type\":\"fact\",.*\"object\":\"email over phone\""));
    }

    [GeneratedRegex(@"// <example>\n(?<code>.*?)\n\s*// </example>", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
