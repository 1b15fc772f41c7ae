namespace OpenMemory.Benchmarks.Tests;

/// <summary>What is a loss and what is noise.</summary>
[TestFixture]
public sealed class ComparisonTests
{
    private static readonly ResultSet s_old = Make.Set(Make.Row("encode", 900), Make.Row("verify", 700, bytes: 40));

    [Test]
    public void A_run_beside_itself_loses_nothing()
    {
        IReadOnlyList<RowComparison> rows = Comparison.Compare(s_old, s_old);
        Assert.That(rows.Select(static row => row.Verdict), Is.EqualTo(new[] { Verdict.Same, Verdict.Same }));
        Assert.That(Comparison.IsGood(rows, allowMissing: false), Is.True);
    }

    [TestCase(1.20, Verdict.Slower)]
    [TestCase(1.16, Verdict.Slower)]
    [TestCase(1.14, Verdict.Same)]
    [TestCase(0.90, Verdict.Same)]
    [TestCase(0.80, Verdict.Faster)]
    public void A_row_is_slower_or_faster_only_beyond_the_band(double factor, Verdict expected) =>
        Assert.That(Judge(Make.Row("encode", 900 * factor)), Is.EqualTo(expected));

    [Test]
    public void A_machine_that_is_twice_as_slow_altogether_passes()
    {
        ResultSet slow = Make.Set([.. s_old.Rows.Select(static row => Make.Row(row.Name, row.Nanoseconds * 2, row.CalibrationNanoseconds * 2, row.AllocatedBytes))]);
        Assert.That(Comparison.Compare(s_old, slow).Select(static row => row.Verdict), Is.All.EqualTo(Verdict.Same));
    }

    [Test]
    public void A_faster_machine_does_not_hide_a_slower_library() =>
        Assert.That(Judge(Make.Row("encode", 900 * 0.6, calibration: 500)), Is.EqualTo(Verdict.Slower));

    [Test]
    public void A_row_that_trembles_has_a_wider_band_but_not_wider_than_the_cap()
    {
        Assert.That(Judge(Make.Row("encode", 900 * 1.2, spread: 0.2)), Is.EqualTo(Verdict.Same));
        Assert.That(Judge(Make.Row("encode", 900 * 1.31, spread: 5)), Is.EqualTo(Verdict.Slower));
    }

    [TestCase(1.0, Verdict.MoreBytes, "nothing became something")]
    [TestCase(0.04, Verdict.Same, "less than the rounding of bytes by grain")]
    public void The_first_allocated_byte_is_a_loss(double bytes, Verdict expected, string why) =>
        Assert.That(Judge(Make.Row("encode", 900, bytes: bytes)), Is.EqualTo(expected), why);

    [TestCase(40.3, Verdict.Same)]
    [TestCase(41, Verdict.MoreBytes)]
    [TestCase(20, Verdict.Same)]
    public void More_bytes_are_a_loss_beyond_one_percent(double bytes, Verdict expected) =>
        Assert.That(Comparison.Compare(s_old, Make.Set(s_old.Rows[0], Make.Row("verify", 700, bytes: bytes)))[1].Verdict, Is.EqualTo(expected));

    [Test]
    public void A_missing_row_fails_unless_it_is_allowed_and_a_new_one_never_does()
    {
        IReadOnlyList<RowComparison> rows = Comparison.Compare(s_old, Make.Set(s_old.Rows[0], Make.Row("pack", 1)));
        Assert.That(rows.Select(static row => (row.Key, row.Verdict)), Is.EqualTo(new[] { ("encode", Verdict.Same), ("verify", Verdict.Missing), ("pack", Verdict.New) }));
        Assert.That((Comparison.IsGood(rows, allowMissing: false), Comparison.IsGood(rows, allowMissing: true)), Is.EqualTo((false, true)));
    }

    [Test]
    public void An_allowed_missing_row_excuses_no_slower_one() =>
        Assert.That(Comparison.IsGood(Comparison.Compare(s_old, Make.Set(Make.Row("encode", 2000))), allowMissing: true), Is.False);

    [Test]
    public void Rows_of_one_name_are_told_apart_by_their_parameters()
    {
        ResultSet old = Make.Set(Make.Row("parse", 100, parameters: "1 KB"), Make.Row("parse", 900, parameters: "16 KB"));
        Assert.That(Comparison.Compare(old, old).Select(static row => row.Key), Is.EqualTo(new[] { "parse (1 KB)", "parse (16 KB)" }));
    }

    [Test]
    public void The_table_names_what_was_lost()
    {
        string text = Comparison.Text(Comparison.Compare(s_old, Make.Set(Make.Row("encode", 1800))));
        Assert.That(text, Does.Contain("| encode | 0.9 | 1.8 | +100.0 % | 15 % | 0 B | **SLOWER** |").And.Contain("| verify |").And.Contain("**MISSING**"));
    }

    private static Verdict Judge(ResultRow now) => Comparison.Compare(s_old, Make.Set(now, s_old.Rows[1]))[0].Verdict;
}
