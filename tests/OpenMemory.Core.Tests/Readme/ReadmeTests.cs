namespace OpenMemory.Tests;

/// <summary>What the README shows is what runs.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ReadmeTests
{
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
}
