namespace OpenMemory.Benchmarks.Tests;

/// <summary>Every row of the table is checked before it is measured, and the check fails when the work is not right.</summary>
[TestFixture]
public sealed class TableProofTests
{
    private const int Count = 300;

    [Test]
    public void Every_row_proves_its_work_and_damaged_grains_fail_every_row_that_reads_them()
    {
        using TemporaryFolder folder = new();
        using Corpus corpus = Corpus.Create(Count, folder["corpus"]);
        using FileRows files = new(corpus, isLarge: false);
        TableWork[] rows = [.. new GrainRows(corpus).All(), .. files.All()];
        foreach (TableWork row in rows) Assert.That(row.Check, Throws.Nothing, row.Name);
        corpus.Bytes[60] ^= 0x20; // of the first grain
        foreach (TableWork row in rows.Where(static row => row.Name is not (RowNames.Open or RowNames.Footer or RowNames.Verify)))
        {
            Assert.That(row.Check, Throws.InvalidOperationException, row.Name);
        }
    }

    [Test]
    public void A_damaged_file_fails_every_row_of_files()
    {
        using TemporaryFolder folder = new();
        using Corpus corpus = Corpus.Create(Count, folder["corpus"]);
        byte[] file = File.ReadAllBytes(corpus.FilePath);
        file[16 + (4 * Count) + 60] ^= 0x20;
        File.WriteAllBytes(corpus.FilePath, file);
        using FileRows files = new(corpus, isLarge: false);
        foreach (TableWork row in files.All().Where(static row => row.Name != RowNames.Open)) Assert.That(row.Check, Throws.InvalidOperationException, row.Name);
    }

    [Test]
    public void A_file_of_other_length_is_not_opened_for_the_same()
    {
        using TemporaryFolder folder = new();
        using Corpus corpus = Corpus.Create(Count, folder["corpus"]), other = Corpus.Create(Count + 1, folder["other"]);
        using FileRows files = new(corpus, isLarge: false);
        File.Copy(other.FilePath, folder["new.mg"]);
        File.Move(folder["new.mg"], corpus.FilePath, overwrite: true);
        Assert.That(files.All().Single(static row => row.Name == RowNames.Open).Check, Throws.InvalidOperationException);
    }

    [Test]
    public void Text_that_is_not_normalized_is_not_measured_as_if_it_were()
    {
        foreach (TableWork row in TextRows.All()) Assert.That(row.Check, Throws.Nothing, row.Name);
        foreach (Script script in Enum.GetValues<Script>())
        {
            Assert.That(TextRows.Of(script, ScriptSamples.NotNormal(script, TextRows.Bytes)).Check, Throws.InvalidOperationException, script.ToString());
            Assert.That(TextRows.Of(script, ScriptSamples.Normal(script, 100)).Check, Throws.InvalidOperationException, "another length");
        }
    }

    [Test]
    public void Nothing_is_measured_when_a_check_fails()
    {
        int worked = 0;
        TableWork row = new("work", "grain", 1, () => worked++, static () => Proof.That(false)) { LimitName = "", Limit = static () => { } };
        Assert.That(() => Harness.Measure([row], 1), Throws.InvalidOperationException.With.Message.Contains("nothing was measured"));
        Assert.That(worked, Is.Zero);
    }

    [Test]
    public void What_work_allocates_is_seen_by_unit()
    {
        byte[][] kept = new byte[10][];
        TableWork row = new("work", "grain", 10, () => { for (int i = 0; i < 10; i++) kept[i] = new byte[1000]; }, static () => { }) { LimitName = "", Limit = static () => { } };
        ResultRow measured = Harness.Measure([row], 1)[0];
        Assert.That(measured.AllocatedBytes, Is.InRange(1000, 1100));
        Assert.That(measured.Ratio, Is.Positive);
        Assert.That(kept[9], Has.Length.EqualTo(1000));
    }
}
