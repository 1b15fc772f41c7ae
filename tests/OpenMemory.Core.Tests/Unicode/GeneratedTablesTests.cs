using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OpenMemory.Tests;

/// <summary>The generated Unicode tables: what they say of themselves, their size, and that the script writes exactly them.</summary>
[TestFixture]
public sealed partial class GeneratedTablesTests
{
    private const int MaxBytes = 120_000;

    private static readonly string s_folder = RepositoryFiles.PathOf("src", "OpenMemory.Core", "Encoding", "Unicode");
    private static readonly string[] s_names = ["CaseFoldingTables.g.cs", "CompositionTables.g.cs", "NormalizationTables.g.cs"];

    [Test]
    public void Tables_are_small_and_say_their_unicode_version()
    {
        Assert.That(Directory.GetFiles(s_folder, "*.g.cs").Select(Path.GetFileName), Is.EquivalentTo(s_names));
        Assert.That(s_names.Sum(static name => new FileInfo(Path.Combine(s_folder, name)).Length), Is.LessThan(MaxBytes));
        foreach (string name in s_names)
        {
            Assert.That(File.ReadLines(Path.Combine(s_folder, name)).ElementAt(1), Does.StartWith($"// Unicode {NormalizationTables.UnicodeVersion};"));
        }
        Assert.That(CaseFoldingTables.UnicodeVersion, Is.EqualTo(NormalizationTables.UnicodeVersion));
    }

    [Test]
    public void The_script_writes_exactly_the_committed_tables()
    {
        _ = UnicodeData.ReadLines("DerivedNormalizationProps.txt");
        _ = UnicodeData.ReadLines("CaseFolding.txt");
        using TemporaryFolder folder = new();
        try
        {
            using Process process = Process.Start("python3", [RepositoryFiles.PathOf("tools", "unicode", "generate.py"), UnicodeData.Folder, folder.Root]);
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("There is no python3 to run the script with.");
        }
        foreach (string name in s_names)
        {
            Assert.That(File.ReadAllBytes(Path.Combine(folder.Root, name)), Is.EqualTo(File.ReadAllBytes(Path.Combine(s_folder, name))), name);
        }
    }

    [Test]
    public void No_source_asks_the_class_library_to_normalize()
    {
        IEnumerable<string> askers = RepositoryFiles.Sources("src").Where(static file => ClassLibrary().IsMatch(File.ReadAllText(file)));
        Assert.That(askers, Is.Empty);
        Assert.That(ClassLibrary().IsMatch("text.Normalize()") && ClassLibrary().IsMatch("x.IsNormalized(NormalizationForm.FormC)"), Is.True);
    }

    [GeneratedRegex(@"NormalizationForm|\.Normalize\(\)|\.IsNormalized\(\)")]
    private static partial Regex ClassLibrary();
}
