using System.Globalization;

namespace OpenMemory.Cli.Tests;

/// <summary>A writer that is killed at any moment leaves the old file or the new one, whole.</summary>
[TestFixture]
internal sealed class KillTests
{
    private const int Slots = 2;

    /// <summary>Kills over all modes; <c>OPENMEMORY_KILLS</c> asks for more.</summary>
    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("OPENMEMORY_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills) ? kills : 200;

    [Test]
    public void After_a_kill_there_is_the_old_file_or_the_new_one()
    {
        using TestFolder folder = new();
        KillMode[] modes = Modes(folder);
        foreach (KillMode mode in modes) mode.Measure(folder.Path);
        KillSlot[][] slots = [.. Enumerable.Range(0, Slots).Select(slot => modes.Select((mode, i) => new KillSlot(mode, folder[$"{mode.Name}-{slot}"], (100 * slot) + i)).ToArray())];
        Parallel.For(0, Slots, new ParallelOptions { MaxDegreeOfParallelism = Slots }, slot =>
        {
            for (int kill = slot; kill < Kills; kill += Slots)
            {
                int round = kill / Slots;
                // Half of the kills at any moment, the others at those that matter.
                KillMoment moment = (round / modes.Length % 6) switch { 1 => KillMoment.Created, 3 => KillMoment.Grown, 5 => KillMoment.Replaced, _ => KillMoment.Random };
                slots[slot][round % modes.Length].Kill(moment);
            }
        });
        KillSlot[] all = [.. slots.SelectMany(static row => row)];
        foreach (KillSlot slot in all) AssertNextRunTidiesUp(slot);
        Dictionary<string, int> phases = all.SelectMany(static slot => slot.Phases).GroupBy(static phase => phase.Key).ToDictionary(static group => group.Key, static group => group.Sum(static phase => phase.Value));
        TestContext.Out.WriteLine($"{phases.Values.Sum()} kills: {string.Join(", ", phases.Select(static phase => $"{phase.Value} {phase.Key}"))}");
        Assert.That(all.SelectMany(static slot => slot.Findings), Is.Empty);
        Assert.That(phases.Values.Sum(), Is.EqualTo(Kills));
        Assert.That(phases.Values, Has.All.GreaterThanOrEqualTo(Kills / 20), "kills came before, while and after the file was replaced");
    }

    private static KillMode[] Modes(TestFolder folder)
    {
        string more = Pack(folder, "more.mg", 0, 25_000);
        byte[] old = File.ReadAllBytes(Pack(folder, "old.mg", 24_000, 10_000));
        return
        [
            new("fresh", [more], null),
            new("replace", [more], old),
            new("append", [more, "--append"], old),
            new("zstd", [more, "--append", "--codec", "zstd"], old),
            new("sorted", [more, "--sorted"], old),
        ];
    }

    private static string Pack(TestFolder folder, string name, int first, int count)
    {
        string json = folder.Write(name + ".json", string.Join('\n', Enumerable.Range(first, count).Select(Samples.Fact)));
        Assert.That(CliRun.Of("pack", json, "-o", folder[name]).ExitCode, Is.Zero);
        return folder[name];
    }

    private static void AssertNextRunTidiesUp(KillSlot slot)
    {
        // A scratch file has a name for a moment; it is taken for abandoned when the moment is long over.
        foreach (string scratch in slot.Leftovers().Scratch) File.SetLastWriteTimeUtc(scratch, DateTime.UtcNow.AddMinutes(-2));
        slot.Run();
        Assert.That(slot.Leftovers(), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())), "nothing is left after a run that was not killed");
    }
}
