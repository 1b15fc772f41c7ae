using System.Text;

namespace OpenMemory.Tests;

/// <summary>
/// The grammar of jq, versions 1.7 and 1.8 (OMS-A.7-1). The verdicts of the tables of 1.7 are those of jq 1.7.1 itself, those
/// of 1.8 are read off its grammar.
/// </summary>
[TestFixture]
public sealed class JqSyntaxTests
{
    [TestCaseSource(typeof(JqPrograms), nameof(JqPrograms.Valid))]
    [TestCase(".\n[0]")]
    [TestCase("1 # x\n")]
    [TestCase("\"\n\"")]
    [TestCase("\"\t\"")]
    [TestCase("# \\\n1")]
    [TestCase("\"é\"")]
    [TestCase("\"\\u00E9é\"")]
    [TestCase(" .a . [0]")]
    [TestCase("\t.a#b\n|\n.c # d")]
    [TestCase(".a\r\n| .b\r\n", Description = "lines of Windows, which jq takes since 1.8")]
    [TestCaseSource(typeof(JqPrograms), nameof(JqPrograms.Older))]
    [TestCaseSource(typeof(JqPrograms), nameof(JqPrograms.Newer))]
    [TestCase("1#\\\n2", Description = "since 1.8 a backslash continues a comment")]
    [TestCase("1 # \\\r\n2\n")]
    public void A_program_of_jq_is_an_expression(string program) => Assert.That(IsExpression(program), Is.True);

    [TestCaseSource(typeof(JqPrograms), nameof(JqPrograms.Newer))]
    [TestCase("1#\\\n2")]
    public void What_is_new_in_jq_was_refused_before(string program) => Assert.That(IsExpression(program, isNewer: false), Is.False);

    [TestCaseSource(typeof(JqPrograms), nameof(JqPrograms.Older))]
    [TestCase("# \\\n1")]
    public void What_jq_gave_up_is_refused_since(string program)
    {
        Assert.That(IsExpression(program, isNewer: false), Is.True);
        Assert.That(IsExpression(program, isNewer: true), Is.False);
    }

    [TestCaseSource(typeof(JqPrograms), nameof(JqPrograms.Invalid))]
    [TestCaseSource(typeof(JqPrograms), nameof(JqPrograms.Neither))]
    [TestCase("")]
    [TestCase(" \n")]
    [TestCase("\u000b1")]
    [TestCase("\f1")]
    [TestCase("\u00a01")]
    [TestCase("#a\r1")]
    [TestCase("1#\\\\\n2")]
    [TestCase("1#a\\b\n2")]
    [TestCase("# a comment alone", Description = "a program without an expression, as the empty one is")]
    [TestCase(".é")]
    [TestCase(".a\u2003")]
    [TestCase("\ufeff.")]
    [TestCase(".\0")]
    [TestCase("import \"a\" as a; .", Description = "a program with modules is no expression")]
    [TestCase("$$$$v", Description = "private to jq itself")]
    public void Anything_else_is_none(string program) => Assert.That(IsExpression(program), Is.False);

    [TestCase("(", ")")]
    [TestCase("[", "]")]
    [TestCase("\"\\(", ")\"")]
    [TestCase("{a:", "}")]
    [TestCase("-", "")]
    [TestCase("try ", "")]
    [TestCase("f(", ")")]
    [TestCase("1 as $x | ", "")]
    [TestCase("if . then ", " end")]
    [TestCase(".[", "]")]
    [TestCase("reduce ", " as $x (0; .)")]
    [TestCase("{a: if . then ", " end}")]
    [TestCase("{a: -", "}")]
    [TestCase("{a: 1 + ", "}")]
    public void Nesting_is_read_to_a_bound_and_never_to_the_end_of_the_stack(string open, string close)
    {
        Assert.That(IsExpression(Nested(50)), Is.True);
        Assert.That(IsExpression(Nested(100_000)), Is.False);
        Assert.That(IsExpression(string.Concat(Enumerable.Repeat(open, 100_000))), Is.False);

        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
    }

    [Test]
    public void Patterns_nest_to_a_bound_too()
    {
        Assert.That(IsExpression($". as {new string('[', 50)}$x{new string(']', 50)} | $x"), Is.True);
        Assert.That(IsExpression($". as {new string('[', 100_000)}$x{new string(']', 100_000)} | $x"), Is.False);
    }

    [Test]
    public void Length_is_no_nesting()
    {
        Assert.That(IsExpression(string.Join(" | ", Enumerable.Repeat(".a[0]?.b", 20_000))), Is.True);
        Assert.That(IsExpression("if 1 then 2" + string.Concat(Enumerable.Repeat(" elif 3 then 4", 20_000)) + " end"), Is.True);
        Assert.That(IsExpression("{" + string.Join(",", Enumerable.Repeat("a:1|2", 20_000)) + "}"), Is.True);
    }

    [Test]
    public void No_part_of_a_program_is_read_beyond_its_end()
    {
        foreach (string program in JqPrograms.Valid.Concat(JqPrograms.Newer))
        {
            for (int length = 0; length < program.Length; length++) Assert.DoesNotThrow(() => IsExpression(program[..length]), program);
        }
    }

    private static bool IsExpression(string program) => JqSyntax.IsExpression(Encoding.UTF8.GetBytes(program));

    private static bool IsExpression(string program, bool isNewer) => JqSyntax.IsExpression(Encoding.UTF8.GetBytes(program), isNewer);
}
