using System.Diagnostics;

namespace OpenMemory.Cli.Tests;

/// <summary>The same bytes come out without ICU and under any language of the environment (OMS-4.4-1).</summary>
[TestFixture]
internal sealed class GlobalizationTests
{
    // Text that needs normalization, case mappings that Turkish has its own of, and digits that Arabic has its own of.
    private const string Grain =
        """{"type":"fact","subject":"Zoe\u0308 I\u0307i \u212b","relation":"prefers","object":"\u1100\u1161\u11a8 \u0915\u093c","confidence":0.25,"created_at":1768471200000,"namespace":"e\u0301te\u0301"}""";

    [TestCase("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
    [TestCase("LANG", "tr_TR.UTF-8")]
    [TestCase("LANG", "ar_SA.UTF-8")]
    public void TheBytesAreTheSame(string variable, string value)
    {
        string here = CliRun.WithText(Grain, "encode", "-").Output;
        Assert.That(here, Does.Contain("\"address\":"));
        Assert.That(Child(variable, value, Grain, "encode", "-"), Is.EqualTo(here));
    }

    [Test]
    public void EveryCanonicalVectorPasses_WithoutIcu()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "spec-vectors", "canonical.json");
        Assert.That(File.Exists(file), Is.True);
        string output = Child("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", "", "conformance", file);
        Assert.That(output, Does.Match(@"[1-9][0-9]+ passed, 0 failed, 0 skipped\n$"));
    }

    private static string Child(string variable, string value, string input, params string[] args)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[variable] = value;
        if (variable == "LANG") start.Environment["LC_ALL"] = value;
        start.ArgumentList.Add(typeof(OpenMemoryCommand).Assembly.Location);
        foreach (string arg in args) start.ArgumentList.Add(arg);
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
