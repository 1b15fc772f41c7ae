using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>A process that is killed at any moment loses nothing that it was told is done, and leaves nothing half done (OMS-17.3-1).</summary>
[TestFixture]
public sealed class StoreKillTests
{
    private const int Slots = 2, KillsPerFile = 12;

    /// <summary>Kills over all slots; <c>OPENMEMORY_STORE_KILLS</c> asks for more.</summary>
    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("OPENMEMORY_STORE_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills) ? kills : 15;

    [Test]
    public void After_a_kill_there_is_what_was_confirmed_and_nothing_torn()
    {
        using TemporaryFolder folder = new();
        List<LoadLedger>[] ledgers = [.. Enumerable.Range(0, Slots).Select(static _ => new List<LoadLedger>())];
        long start = Stopwatch.GetTimestamp();
        Parallel.For(0, Slots, new ParallelOptions { MaxDegreeOfParallelism = Slots }, slot =>
        {
            Random random = new(slot);
            string path = "";
            for (int kill = slot, round = 0; kill < Kills; kill += Slots, round++)
            {
                if (round % KillsPerFile == 0)
                {
                    path = Path.Combine(Directory.CreateDirectory(folder[$"{slot}-{round}"]).FullName, "store.db");
                    ledgers[slot].Add(new());
                }
                LoadLedger ledger = ledgers[slot][^1];
                int before = ledger.Findings.Count;
                Kill(path, kill, atOpening: round % 5 == 4 || (round % KillsPerFile == 0 && round % 2 == 0), random, ledger);
                Judge(path, ledger, deep: round % 4 == 3).GetAwaiter().GetResult();
                for (int i = before; i < ledger.Findings.Count; i++) ledger.Findings[i] = $"kill {kill}: {ledger.Findings[i]}";
            }
        });
        LoadLedger[] all = [.. ledgers.SelectMany(static list => list)];
        Dictionary<string, int> counts = all.SelectMany(static ledger => ledger.Counts).GroupBy(static count => count.Key).ToDictionary(static group => group.Key, static group => group.Sum(static count => count.Value));
        TestContext.Out.WriteLine($"{Kills} kills in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s: {string.Join(", ", counts.OrderBy(static count => count.Key).Select(static count => $"{count.Value} {count.Key}"))}");
        Assert.That(all.SelectMany(static ledger => ledger.Findings).Take(20), Is.Empty);
        Assert.That(counts["opened"], Is.GreaterThan(Kills / 2), "most were killed at work");
        string[] acts = ["put", "operation", "added", "superseded", "contradicted", "removed", "metadata", "content", "vector"];
        Assert.That(acts.Where(act => counts.GetValueOrDefault(act) < 1 + (Kills / 10)), Is.Empty, "all kinds of work were done");
    }

    private static void Kill(string path, int seed, bool atOpening, Random random, LoadLedger ledger)
    {
        using Process process = StoreChild.Start("work", path, $"{seed}");
        using ChildLines lines = new(process);
        bool byTime = random.Next(2) == 0; // or by work, which is as much on any machine
        lines.WaitFor(atOpening ? 1 : byTime ? 3 : random.Next(3, 150)); // "open", "opened", and the first that is done
        long wait = random.Next(atOpening ? 60_000 : byTime ? 400_000 : 10_000);
        Thread.Sleep(TimeSpan.FromMicroseconds(wait));
        process.Kill();
        process.WaitForExit();
        foreach (string line in lines.Whole()) ledger.Hear(line);
        if (process.ExitCode is not (137 or -1)) ledger.Findings.Add($"it ended by itself: {process.ExitCode}");
    }

    private static async Task Judge(string path, LoadLedger ledger, bool deep)
    {
        await using (SqliteGrainStore store = SqliteGrainStore.Open(path)) await new StoreJudge(store, ledger).JudgeAsync(deep);
        string[] files = [.. Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName)!];
        if (files is not ["store.db"]) ledger.Findings.Add($"left after closing: {string.Join(", ", files)}");
    }
}
