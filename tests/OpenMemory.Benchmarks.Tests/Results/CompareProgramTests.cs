namespace OpenMemory.Benchmarks.Tests;

/// <summary>The command: files and folders in, an exit code out.</summary>
[TestFixture]
public sealed class CompareProgramTests
{
    [Test]
    public void Equal_runs_end_with_0_and_a_slower_one_with_1()
    {
        using TemporaryFolder folder = new();
        Make.Set(Make.Row("encode", 900)).Write(folder["old.json"]);
        Make.Set(Make.Row("encode", 1200)).Write(folder["new.json"]);
        Assert.That(Run(out string text, folder["old.json"], folder["old.json"]), Is.Zero, text);
        Assert.That(Run(out text, folder["old.json"], folder["new.json"]), Is.EqualTo(1));
        Assert.That(text, Does.Contain("+33.3 %").And.Contain("1 of 1 rows"));
        Assert.That(Run(out _, folder["old.json"], folder["new.json"], "--band", "0.5"), Is.Zero);
    }

    [Test]
    public void A_missing_row_can_be_allowed()
    {
        using TemporaryFolder folder = new();
        Make.Set(Make.Row("encode", 900), Make.Row("parse", 200)).Write(folder["old.json"]);
        Make.Set(Make.Row("encode", 900)).Write(folder["new.json"]);
        Assert.That(Run(out _, folder["old.json"], folder["new.json"]), Is.EqualTo(1));
        Assert.That(Run(out _, folder["old.json"], folder["new.json"], "--allow-missing"), Is.Zero);
    }

    [Test]
    public void Of_several_runs_in_a_folder_the_best_counts_and_the_most_bytes()
    {
        using TemporaryFolder folder = new();
        Make.Set(Make.Row("encode", 1100, bytes: 8), Make.Row("parse", 200)).Write(folder["runs/1.json"]);
        Make.Set(Make.Row("encode", 900)).Write(folder["runs/2.json"]);
        ResultSet pooled = ResultSet.Read(folder["runs"]);
        Assert.That(pooled.Rows.Select(static row => (row.Name, row.Ratio, row.AllocatedBytes)), Is.EqualTo(new[] { ("encode", 0.9, 8.0), ("parse", 0.2, 0.0) }));
    }

    [TestCase("old.json")]
    [TestCase("old.json", "old.json", "old.json")]
    [TestCase("old.json", "absent.json")]
    [TestCase("old.json", "empty")]
    [TestCase("old.json", "text.json")]
    [TestCase("old.json", "format.json")]
    [TestCase("old.json", "part.json")]
    [TestCase("old.json", "zero.json")]
    [TestCase("old.json", "old.json", "--band")]
    [TestCase("old.json", "old.json", "--band", "wide")]
    [TestCase("old.json", "old.json", "--band", "15")]
    [TestCase("old.json", "old.json", "--band", "NaN")]
    [TestCase("old.json", "other.json", "--allow-missing")]
    [TestCase("none.json", "old.json")]
    [TestCase("old.json", "old.json", "--bend", "0.2")]
    public void What_cannot_be_compared_ends_with_2(params string[] args)
    {
        using TemporaryFolder folder = new();
        Make.Set(Make.Row("encode", 900)).Write(folder["old.json"]);
        Directory.CreateDirectory(folder["empty"]);
        File.WriteAllText(folder["text.json"], "not results");
        (Make.Set(Make.Row("encode", 900)) with { Format = 99 }).Write(folder["format.json"]);
        File.WriteAllText(folder["part.json"], """{"date":"2026-01-31","rows":[]}""");
        Make.Set(Make.Row("encode", 0)).Write(folder["zero.json"]);
        Make.Set(Make.Row("parse", 200)).Write(folder["other.json"]);
        Make.Set().Write(folder["none.json"]);
        string[] paths = [.. args.Select(arg => arg == "empty" || arg.EndsWith(".json", StringComparison.Ordinal) ? folder[arg] : arg)];
        Assert.That(Run(out string text, paths), Is.EqualTo(2), text);
        Assert.That(text, Does.Contain("usage: compare"));
    }

    private static int Run(out string text, params string[] args)
    {
        using StringWriter output = new();
        int code = CompareProgram.Run(args, output, output);
        text = output.ToString();
        return code;
    }
}
