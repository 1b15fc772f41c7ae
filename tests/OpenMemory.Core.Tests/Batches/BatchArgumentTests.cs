namespace OpenMemory.Tests;

/// <summary>OMS-5-1: what a batch refuses, and how its path is chosen.</summary>
internal sealed class BatchArgumentTests
{
    [Test]
    public void Too_little_room_for_the_addresses_is_refused()
    {
        BatchCase batch = BatchCase.Of([10, 20, 30]);
        Assert.That(() => ContentAddress.ComputeBatch(batch.Source, batch.Blobs, new ContentAddress[2]), Throws.ArgumentException);
        Assert.That(() => ContentAddress.ComputeBatch(batch.Memories, new ContentAddress[2]), Throws.ArgumentException);
    }

    [Test]
    public void A_blob_outside_the_source_is_refused([Values(61, 1000, int.MaxValue)] int end)
    {
        foreach (LanePath path in BatchCase.Paths)
        {
            Range[] blobs = [0..10, 20..end];
            Assert.That(() => LanePaths.Compute(path, new byte[60], blobs, new ContentAddress[2]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void More_room_than_needed_is_left_alone()
    {
        BatchCase batch = BatchCase.Of([10, 20, 30]);
        ContentAddress[] addresses = new ContentAddress[4];
        ContentAddress.ComputeBatch(batch.Source, batch.Blobs, addresses);
        Assert.That(addresses[..3], Is.EqualTo(batch.Memories.Select(static blob => ContentAddress.Compute(blob.Span))));
        Assert.That(addresses[3], Is.EqualTo(default(ContentAddress)));
    }

    [Test]
    public void A_path_is_forced_only_where_the_processor_has_it()
    {
        foreach (LanePath path in Enum.GetValues<LanePath>())
        {
            LanePath chosen = LanePaths.Choose(((int)path).ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.That(chosen, LanePaths.IsSupported(path) ? Is.EqualTo(path) : Is.EqualTo(LanePaths.Choose(null)));
        }
        foreach (string? value in (string?[])[null, "", "2", "x", "-16", "08 ", "+8"])
            Assert.That(LanePaths.Choose(value), Is.EqualTo(BatchCase.Paths.Max()), value);
    }

    [Test]
    public void The_process_runs_on_the_path_that_was_forced() =>
        Assert.That(LanePaths.Current, Is.EqualTo(LanePaths.Choose(Environment.GetEnvironmentVariable(LanePaths.Variable))));
}
