namespace OpenMemory.Tests;

/// <summary>A file without damage comes out of a repair as it is (§11).</summary>
[TestFixture]
public sealed class SoundFileTests
{
    [TestCase(0, false)]
    [TestCase(0, true)]
    [TestCase(1, false)]
    [TestCase(1, true)]
    [TestCase(30, false)]
    [TestCase(30, true)]
    public void A_sound_file_is_copied_byte_by_byte(int count, bool hasManifest)
    {
        byte[][] grains = Salvaging.Mixed(count);
        byte[] file = Salvaging.Write(grains, hasManifest ? Salvaging.Manifest(grains) : null);
        Salvaging.Outcome outcome = Salvaging.Of(file, keepDuplicates: false);
        Assert.That(outcome.File, Is.EqualTo(file));
        Assert.That(outcome.Report.Faults, Is.Empty);
        Assert.That((outcome.Report.IsComplete, outcome.Report.IsProven, outcome.Report.LostCount, outcome.Report.Damaged), Is.EqualTo((true, true, 0L, MgFileParts.None)));
        Assert.That((outcome.Report.Salvaged, outcome.Report.Expected), Is.EqualTo(((long)count, (long)count)));
    }

    [Test]
    public void A_large_file_on_disk_is_copied_byte_by_byte_and_progress_reaches_its_total()
    {
        using TemporaryFolder folder = new();
        byte[] file = Samples.Write(default, Enumerable.Range(0, 3000).Select(static i => Samples.Large(i, i % 100 == 0 ? 200_000 : 1000)));
        File.WriteAllBytes(folder["in.mg"], file);
        List<MgProgress> told = [];
        using MgFileWriter writer = MgFileWriter.Create(folder["out.mg"]);
        MgRepairReport report = MgRepair.Salvage(folder["in.mg"], writer, progress: new Told(told));
        writer.Complete();
        Assert.That(report.IsComplete, Is.True);
        Assert.That(File.ReadAllBytes(folder["out.mg"]), Is.EqualTo(file));
        Assert.That(told, Has.Count.GreaterThan(5));
        Assert.That(told[^1].Done, Is.EqualTo(told[^1].Total));
    }

    [Test]
    public void An_entry_for_a_grain_that_is_not_there_is_left_out_of_the_manifest()
    {
        // in a file of two grains, damage the first; its entry goes with it.
        byte[][] grains = Salvaging.Mixed(2);
        byte[] file = Salvaging.Write(grains, Salvaging.Manifest(grains));
        file[Salvaging.StartOf(file, 0)] = 9;
        Salvaging.Outcome outcome = Salvaging.Of(file);
        outcome.Has(grains, without: 0);
        Assert.That(outcome.Report.Manifest!.Count, Is.EqualTo(2));
        Assert.That(outcome.Manifest!.Select(static entry => entry.Key), Is.EqualTo([ContentAddress.Compute(grains[1])]));
    }

    [Test]
    public void The_work_can_be_stopped()
    {
        using MgFileWriter writer = MgFileWriter.Create(Stream.Null);
        byte[] file = Salvaging.Write(Salvaging.Mixed(3));
        Assert.That(() => MgRepair.Salvage(file, writer, cancellationToken: new(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    private sealed class Told(List<MgProgress> told) : IProgress<MgProgress>
    {
        public void Report(MgProgress value) => told.Add(value);
    }
}
