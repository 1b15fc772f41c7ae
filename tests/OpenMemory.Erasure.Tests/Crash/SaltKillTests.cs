using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Erasure.Tests;

/// <summary>A process that is killed at any moment loses no salt it made and brings back none it destroyed (R-51).</summary>
[TestFixture]
public sealed class SaltKillTests
{
    private const int Slots = 2, KillsPerFile = 20;

    /// <summary>Kills over all slots; <c>OPENMEMORY_KILLS</c> asks for more.</summary>
    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("OPENMEMORY_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills) ? kills : 200;

    [Test]
    public void After_a_kill_there_is_what_was_confirmed()
    {
        using TemporaryFolder folder = new();
        List<SaltLedger>[] ledgers = [.. Enumerable.Range(0, Slots).Select(static _ => new List<SaltLedger>())];
        int[] leftovers = new int[Slots];
        long start = Stopwatch.GetTimestamp();
        Parallel.For(0, Slots, new ParallelOptions { MaxDegreeOfParallelism = Slots }, slot =>
        {
            Random random = new(slot);
            string path = "";
            for (int kill = slot, round = 0; kill < Kills; kill += Slots, round++)
            {
                if (round % KillsPerFile == 0)
                {
                    path = Path.Combine(Directory.CreateDirectory(folder[$"{slot}-{round}"]).FullName, "salts");
                    ledgers[slot].Add(new());
                }
                Kill(path, kill, round % KillsPerFile, random, ledgers[slot][^1]);
                if (Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.tmp").Any()) leftovers[slot]++;
                ledgers[slot][^1].Judge(path);
            }
        });
        SaltLedger[] all = [.. ledgers.SelectMany(static list => list)];
        Dictionary<string, int> counts = all.SelectMany(static ledger => ledger.Counts).GroupBy(static count => count.Key).ToDictionary(static group => group.Key, static group => group.Sum(static count => count.Value));
        TestContext.Out.WriteLine($"{Kills} kills in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s: {counts["created"]} calls made salts, {counts["destroyed"]} users were destroyed; "
            + $"{counts["create"] - counts["created"]} and {counts["destroy"] - counts["destroyed"]} under way; {leftovers.Sum()} left a temporary file");
        Assert.That(all.SelectMany(static ledger => ledger.Findings), Is.Empty);
        Assert.That(counts["create"] - counts["created"], Is.GreaterThanOrEqualTo(Kills / 20), "salts were being made");
        Assert.That(counts["destroy"] - counts["destroyed"], Is.GreaterThanOrEqualTo(Kills / 20), "users were being destroyed");
        Assert.That(leftovers.Sum(), Is.GreaterThanOrEqualTo(Kills / 10), "the file was being replaced");
    }

    /// <summary>Some are killed while they open the file, or make it; the others after a few changes, at any moment of the next one.</summary>
    private static void Kill(string path, int seed, int round, Random random, SaltLedger ledger)
    {
        using Process process = ErasureChild.Start("salts", path, $"{seed}");
        string awaited = round % 5 == 0 ? "open" : "opened";
        int lines = 0, most = random.Next(2, 40);
        while (process.StandardOutput.ReadLine() is { } line)
        {
            ledger.Hear(line);
            if (line == awaited && awaited == "open") break;
            if (++lines > most) break;
        }
        long until = Stopwatch.GetTimestamp() + (random.Next(8_000) * Stopwatch.Frequency / 1_000_000);
        SpinWait.SpinUntil(() => Stopwatch.GetTimestamp() > until);
        process.Kill();
        process.WaitForExit();
        string rest = process.StandardOutput.ReadToEnd();
        foreach (string line in rest.Split('\n')[..^1]) ledger.Hear(line); // what follows the last line end was never confirmed
        ledger.Findings.AddRange(process.ExitCode is 137 or -1 ? [] : [$"it ended by itself: {process.ExitCode}"]);
    }

    [Test]
    public void Two_processes_exclude_each_other()
    {
        using TemporaryFolder folder = new();
        using Process process = ErasureChild.Start("hold", folder["salts"]);
        Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("opened"));
        Assert.That(() => FileUserSaltStore.Open(folder["salts"]), Throws.InstanceOf<IOException>().With.Message.Contains("in use"));
        process.Kill();
        process.WaitForExit();
        using FileUserSaltStore store = FileUserSaltStore.Open(folder["salts"]);
        using Process refused = ErasureChild.Start("hold", folder["salts"]);
        Assert.That(refused.StandardOutput.ReadLine(), Does.Contain("in use"));
        refused.WaitForExit();
        Assert.That(refused.ExitCode, Is.EqualTo(3));
        store.Add(SaltSamples.Name(1));
    }
}
