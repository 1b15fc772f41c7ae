using System.Diagnostics;
using System.Globalization;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Bytes of a store's file that a disk or a stranger changed: a fault is told, and no grain is served under an address that is not its own.</summary>
[TestFixture]
public sealed class DamagedFileTests
{
    /// <summary>How many files are damaged; <c>OPENMEMORY_STORE_DAMAGES</c> asks for more.</summary>
    private static int Damages =>
        int.TryParse(Environment.GetEnvironmentVariable("OPENMEMORY_STORE_DAMAGES"), NumberStyles.None, CultureInfo.InvariantCulture, out int damages) ? damages : 60;

    [Test]
    public async Task Damage_inside_the_file_ends_in_documented_exceptions()
    {
        using TemporaryFolder folder = new();
        byte[] sound = await Sound(folder["sound.db"]);
        string path = folder["damaged.db"];
        int refused = 0, thrown = 0, faulty = 0, silent = 0;
        long slowest = 0;
        for (int seed = 0; seed < Damages; seed++)
        {
            File.WriteAllBytes(path, Damaged(sound, new Random(seed)));
            File.Delete(path + "-wal");
            File.Delete(path + "-shm");
            long start = Stopwatch.GetTimestamp();
            try
            {
                await using SqliteGrainStore store = SqliteGrainStore.Open(path, new() { CountAccesses = false });
                StoreCheckReport? report = null;
                bool isThrown = await Throws(async () => report = await store.CheckAsync(deep: true));
                isThrown |= await Throws(async () => Assert.That(await StoreSamples.ReadAllAsync(store), Is.Empty, $"seed {seed}: other bytes were served"));
                isThrown |= await Throws(async () => await StoreSamples.WriteAsync(store));
                if (report is { IsSound: false }) faulty++;
                else if (isThrown) thrown++;
                else silent++;
            }
            catch (Exception exception) when (StoreSamples.IsDocumented(exception))
            {
                refused++;
            }
            slowest = Math.Max(slowest, Stopwatch.GetTimestamp() - start);
        }
        TestContext.Out.WriteLine($"{Damages} damaged files: {refused} were not opened, {faulty} had faults, {thrown} threw only, {silent} showed nothing; the slowest took {(double)slowest / Stopwatch.Frequency:F2} s");
        Assert.That(faulty, Is.GreaterThan(Damages / 4));
        Assert.That((double)slowest / Stopwatch.Frequency, Is.LessThan(20), "nothing hangs");
    }

    private static async Task<bool> Throws(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (Exception exception) when (StoreSamples.IsDocumented(exception))
        {
            return true;
        }
    }

    /// <summary>A bit, some bytes, a page of zeros or of another place, or an end that is cut off.</summary>
    private static byte[] Damaged(byte[] sound, Random random)
    {
        byte[] bytes = [.. sound];
        int page = 4096 * random.Next(bytes.Length / 4096), other = 4096 * random.Next(bytes.Length / 4096);
        switch (random.Next(6))
        {
            case 0: bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8)); break;
            case 1:
                for (int i = random.Next(1, 40); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                break;
            case 2: bytes.AsSpan(page, 4096).Clear(); break;
            case 3: sound.AsSpan(other, 4096).CopyTo(bytes.AsSpan(page)); break;
            case 4: random.NextBytes(bytes.AsSpan(page + random.Next(4000), 90)); break;
            default: return bytes[..random.Next(bytes.Length)];
        }
        return bytes;
    }

    private static async Task<byte[]> Sound(string path)
    {
        await using (SqliteGrainStore store = SqliteGrainStore.Open(path)) await StoreSamples.FillAsync(store);
        return File.ReadAllBytes(path);
    }
}
