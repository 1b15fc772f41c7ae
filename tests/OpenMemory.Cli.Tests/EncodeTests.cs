using System.Text.RegularExpressions;

namespace OpenMemory.Cli.Tests;

[TestFixture]
internal sealed partial class EncodeTests
{
    [TestCase(0, Samples.Vector1Address)]
    [TestCase(5, Samples.Vector6Address)]
    public void Encode_SpecificationVector_GivesItsAddress(int row, string address)
    {
        CliRun run = CliRun.WithText(Samples.Input(row), "encode", "-");
        string hex = Samples.Hex(row);
        Assert.That(run.Output, Is.EqualTo($$"""{"address":"{{address}}","length":{{hex.Length / 2}},"blob":"{{hex}}"}""" + "\n"));
        Assert.That(run.ExitCode, Is.Zero);
    }

    [Test]
    public void Encode_ArrayLinesAndIndentedJson_GiveTheSameLines()
    {
        string a = Samples.Fact(1), b = Samples.Fact(2);
        string expected = CliRun.WithText($"{a}\n{b}", "encode", "-").Output;
        string[] others = [$"[{a},{b}]", $"[\n  {a},\n  {b}\n]\n", $"\uFEFF\r\n{a}\r\n\r\n {b} \r\n", $"{a.Replace(",", ",\n", StringComparison.Ordinal)}\n{b}"];
        foreach (string other in others) Assert.That(CliRun.WithText(other, "encode", "-").Output, Is.EqualTo(expected));
        Assert.That(Line().Matches(expected), Has.Count.EqualTo(2));
    }

    [Test]
    public void Encode_EmptyArray_GivesNothing()
    {
        CliRun run = CliRun.WithText("[]", "encode", "-");
        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, "", "")));
    }

    [Test]
    public void Encode_BadLine_NamesTheFaultThenTheLine()
    {
        CliRun run = CliRun.WithText($"{Samples.Fact(1)}\n\n{{\"type\":\"banana\",\"created_at\":1}}\n", "encode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Lines, Has.Length.EqualTo(1));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(2));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_UNKNOWN_TYPE: ").And.Contains(", rule "));
        Assert.That(run.ErrorLines[1], Is.EqualTo("in line 3"));
    }

    [Test]
    public void Encode_BadElement_NamesTheFaultThenTheElement()
    {
        CliRun run = CliRun.WithText($"[{Samples.Fact(1)},{{}}]", "encode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_NO_TYPE: "));
        Assert.That(run.ErrorLines[1], Is.EqualTo("in grain 1, counted from 0"));
    }

    [TestCase("{\"type\":")]
    [TestCase("[{\"type\":\"fact\"}")]
    [TestCase("hello")]
    [TestCase("{\n\"type\" \"fact\"}")]
    public void Encode_NotJson_IsBadData(string text)
    {
        CliRun run = CliRun.WithText(text, "encode", "-");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines[0], Does.StartWith("ERR_CORRUPT: "));
        Assert.That(run.ErrorLines, Has.Length.LessThanOrEqualTo(2));
    }

    [Test]
    public void Encode_OldTypeName_NeedsRestore()
    {
        string belief = Samples.Fact(1).Replace("\"fact\"", "\"belief\"", StringComparison.Ordinal);
        Assert.That(CliRun.WithText(belief, "encode", "-").ExitCode, Is.EqualTo(1));
        CliRun restored = CliRun.WithText(belief, "encode", "--restore", "-");
        Assert.That(restored.ExitCode, Is.Zero);
        Assert.That(CliRun.WithText(restored.Output, "decode", "-").Output, Does.Contain("\"type\":\"belief\""));
    }

    [GeneratedRegex("""^\{"address":"[0-9a-f]{64}","length":[0-9]+,"blob":"(?:[0-9a-f]{2})+"\}$""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
