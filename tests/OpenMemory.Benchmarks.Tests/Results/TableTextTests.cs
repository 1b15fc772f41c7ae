namespace OpenMemory.Benchmarks.Tests;

/// <summary>Figures as text, and judgements of budgets.</summary>
[TestFixture]
public sealed class TableTextTests
{
    [TestCase(0.4567, "0.457 ns")]
    [TestCase(12.34, "12.3 ns")]
    [TestCase(553.4, "553 ns")]
    [TestCase(1530, "1.53 µs")]
    [TestCase(75_300_000, "75.3 ms")]
    [TestCase(29_500_000_000, "29.5 s")]
    public void Times_have_three_digits(double nanoseconds, string expected) => Assert.That(TableText.Time(nanoseconds), Is.EqualTo(expected));

    [TestCase(0, "0 B")]
    [TestCase(0.25, "0.25 B")]
    [TestCase(1784, "1,784 B")]
    public void Bytes_are_whole_where_they_are_many(double bytes, string expected) => Assert.That(TableText.AllocatedBytes(bytes), Is.EqualTo(expected));

    [Test]
    public void Details_are_left_out_of_the_short_table()
    {
        ResultSet set = Make.Set(Make.Row("shown", 1), Make.Row("hidden", 1) with { IsDetail = true });
        Assert.That(TableText.Table(set, withDetails: false), Does.Contain("shown").And.Not.Contain("hidden"));
        Assert.That(TableText.Table(set, withDetails: true), Does.Contain("hidden"));
    }

    [Test]
    public void The_table_replaces_what_stands_between_the_marks_and_nothing_else()
    {
        ResultSet set = Make.Set(Make.Row("encode", 900));
        string text = ReadmeTable.Replace("before\n<!-- table -->\nold\n<!-- /table -->\nafter\n", set);
        Assert.That(text, Is.EqualTo($"before\n<!-- table -->\n{ReadmeTable.Text(set)}<!-- /table -->\nafter\n"));
        Assert.That(ReadmeTable.Replace(text, set), Is.EqualTo(text));
        Assert.That(() => ReadmeTable.Replace("no marks", set), Throws.TypeOf<InvalidDataException>());
    }

    [TestCase(649, 0, true)]
    [TestCase(651, 0, false)]
    [TestCase(600, 1, false)]
    public void Encoding_may_take_150_ns_more_than_the_hash_and_no_byte(double nanoseconds, double bytes, bool isMet) =>
        Assert.That(Judged(Make.Row(RowNames.Encode, nanoseconds, bytes: bytes) with { LimitNanoseconds = 500 })[0].IsMet, Is.EqualTo(isMet));

    [TestCase(500 / 2.5, true)]
    [TestCase(500 / 2.4, false)]
    public void A_batch_is_judged_by_hashing_one_by_one_and_by_the_processor(double nanoseconds, bool isMet)
    {
        IReadOnlyList<ResultRow> rows = Judged(Make.Row(RowNames.Batch, nanoseconds), Make.Row(RowNames.Address, 480) with { LimitNanoseconds = 500 });
        Assert.That((rows[0].IsMet, rows[0].Budget), Is.EqualTo(((bool?)isMet, "2.5 times SHA256.HashData one by one")));
        Assert.That(rows[1].Budget, Is.Null);
    }

    [TestCase("1,000 MB", 9e6, true)]
    [TestCase("1,000 MB", 11e6, false)]
    [TestCase("16 MB", 1e3, null)]
    public void Opening_is_judged_by_a_file_of_a_gigabyte_alone(string size, double nanoseconds, bool? isMet) =>
        Assert.That(Judged(Make.Row(RowNames.Open, nanoseconds, parameters: size))[0].IsMet, Is.EqualTo(isMet));

    [TestCase(330, 100, true)]
    [TestCase(340, 100, false)]
    [TestCase(340, 350, true)]
    public void Verifying_on_two_cores_takes_half_of_parsing_and_addressing_or_the_time_of_the_footer(double nanoseconds, double footer, bool isMet) =>
        Assert.That(
            Judged(Make.Row(RowNames.Verify, nanoseconds), Make.Row(RowNames.Parse, 190), Make.Row(RowNames.Address, 480), Make.Row(RowNames.Footer, footer))[0].IsMet,
            Is.EqualTo(isMet));

    [TestCase("AuthenticAMD", "AMD EPYC", "25", "17", "AMD EPYC (Zen4)", "amd-epyc-zen4")]
    [TestCase("AuthenticAMD", "AMD EPYC", "25", "1", "AMD EPYC (Zen3)", "amd-epyc-zen3")]
    [TestCase("GenuineIntel", "Intel(R) Xeon(R) Platinum 8488C", "6", "143", "Intel(R) Xeon(R) Platinum 8488C", "intel-xeon-platinum-8488c")]
    public void A_processor_has_a_name_and_a_folder(string vendor, string model, string family, string number, string name, string folder)
    {
        string found = Machine.NameOf(vendor, model, family, number);
        Assert.That((found, (Make.Machine with { Processor = found }).Folder), Is.EqualTo((name, folder)));
    }

    private static IReadOnlyList<ResultRow> Judged(params ResultRow[] rows) => Budget.Judge(Make.Set(rows)).Rows;
}
