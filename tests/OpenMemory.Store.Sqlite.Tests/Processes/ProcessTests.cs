using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Several processes work on one file: readers see what was acknowledged before they read, and a supersession has one winner.</summary>
[TestFixture]
public sealed class ProcessTests
{
    /// <summary>How long each test lasts, in seconds; <c>OPENMEMORY_STORE_SECONDS</c> asks for more.</summary>
    private static int Seconds =>
        int.TryParse(Environment.GetEnvironmentVariable("OPENMEMORY_STORE_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : 4;

    [Test]
    public async Task A_reader_sees_no_head_that_is_older_than_what_was_acknowledged()
    {
        using TemporaryFolder folder = new();
        using Process process = StoreChild.Start("publish", folder["store.db"], $"{1000 * Seconds}");
        using ChildLines lines = new(process);
        lines.WaitFor(1);
        long reads = 0, newest = 0;
        await using (SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"]))
        {
            Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                while (!process.HasExited)
                {
                    long acknowledged = VersionOf(lines.Last()!);
                    ContentAddress head = (await store.GetHeadAsync(PublishingChild.Root.Address))!.Value;
                    long ofHead = VersionIn((await store.GetAsync(head))!);
                    long ofRow = long.Parse((await store.Metadata.GetAsync(PublishingChild.Key))!, CultureInfo.InvariantCulture);
                    long ofQuery = VersionIn((await store.QueryAsync(new() { Subject = "publication", Relation = Grown.Chain })).Results.Single().Grain);
                    if (Math.Min(ofHead, Math.Min(ofRow, ofQuery)) < acknowledged) throw new AssertionException($"{acknowledged} was acknowledged; read {ofHead}, {ofRow}, {ofQuery}");
                    Interlocked.Increment(ref reads);
                    Interlocked.Exchange(ref newest, ofHead);
                }
            }))];
            await Task.WhenAll(readers);
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero);
            Assert.That((await store.CheckAsync(deep: true)).Faults, Is.Empty);
        }
        long written = VersionOf(lines.Whole()[^1]);
        TestContext.Out.WriteLine($"{written} versions in {Seconds} s, {reads} reads beside them");
        Assert.That(written, Is.GreaterThan(10 * Seconds));
        Assert.That(reads, Is.GreaterThan(10 * Seconds));
        Assert.That(newest, Is.GreaterThan(0), "the reader saw the other process's writes");
    }

    [Test]
    public async Task Each_supersession_of_several_processes_has_one_winner()
    {
        using TemporaryFolder folder = new();
        Process[] processes = [.. Enumerable.Range(0, 3).Select(number => StoreChild.Start("contend", folder["store.db"], $"process-{number}", $"{1000 * Seconds}"))];
        ChildLines[] lines = [.. processes.Select(static process => new ChildLines(process))];
        foreach (ChildLines said in lines) said.WaitFor(1); // all of them made the file, or found it made
        foreach (Process process in processes) process.StandardInput.WriteLine();
        LoadLedger ledger = new();
        int lost = 0;
        foreach ((Process process, ChildLines said) in processes.Zip(lines))
        {
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero);
            foreach (string line in said.Whole())
            {
                if (line.StartsWith("lost ", StringComparison.Ordinal)) lost += int.Parse(line[5..], CultureInfo.InvariantCulture);
                else if (line != "ready") ledger.Hear(line);
            }
            process.Dispose();
            said.Dispose();
        }
        await using (SqliteGrainStore store = SqliteGrainStore.Open(folder["store.db"])) await new StoreJudge(store, ledger).JudgeAsync(deep: true);
        TestContext.Out.WriteLine($"{ledger.Superseded.Count} supersessions by {processes.Length} processes in {Seconds} s, {lost} conflicts");
        Assert.That(ledger.Findings, Is.Empty);
        Assert.That(ledger.Superseded, Has.Count.GreaterThan(10 * Seconds));
        Assert.That(lost, Is.GreaterThan(0), "they did get in each other's way");
    }

    private static long VersionIn(StoredGrain grain) => long.Parse(((Fact)grain.ToGrain()).Object.AsText(), CultureInfo.InvariantCulture);

    private static long VersionOf(string line) => long.Parse(line["version ".Length..], CultureInfo.InvariantCulture);
}
