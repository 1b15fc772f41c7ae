namespace OpenMemory.Cli.Tests;

/// <summary>One way to write a file, and what must be there when it ends or does not.</summary>
/// <param name="Name">For a person.</param>
/// <param name="Args">The arguments behind <c>pack</c>, without the output.</param>
/// <param name="Old">The file before; null where there is none.</param>
internal sealed record KillMode(string Name, string[] Args, byte[]? Old)
{
    /// <summary>The file that a run that is not killed leaves.</summary>
    public byte[] New { get; private set; } = [];

    /// <summary>How long such a run takes.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Runs it once without a kill.</summary>
    public void Measure(string folder)
    {
        KillSlot slot = new(this, Path.Combine(folder, $"{Name}-measured"), seed: 0);
        slot.Run(); // the first run also loads the files of the command
        long start = Environment.TickCount64;
        slot.Run();
        Time = TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
        New = File.ReadAllBytes(slot.Target);
        Assert.That(Old is null || !New.AsSpan().SequenceEqual(Old), "the test would prove nothing");
        using MgFileReader reader = MgFileReader.Open(New, new() { Codecs = OpenMemory.Compression.SystemCodecs.All });
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }
}
