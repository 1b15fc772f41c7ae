using System.Diagnostics;

namespace OpenMemory.Cli.Tests;

/// <summary>A folder in which one writer after the other is killed; nothing is tidied up between them.</summary>
internal sealed class KillSlot
{
    private readonly KillMode _mode;
    private readonly string _folder;
    private readonly Random _random;

    public KillSlot(KillMode mode, string folder, int seed)
    {
        _mode = mode;
        _folder = folder;
        _random = new Random(seed);
        Directory.CreateDirectory(folder);
    }

    public string Target => Path.Combine(_folder, "memory.mg");

    /// <summary>Whether the kill came before the temporary file, while there was one, or after it had taken its place.</summary>
    public Dictionary<string, int> Phases { get; } = new() { ["before"] = 0, ["during"] = 0, ["after"] = 0 };

    /// <summary>What does not hold.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Runs without a kill.</summary>
    public void Run()
    {
        Reset();
        using Process process = Start();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) Findings.Add($"{_mode.Name}: a run that was not killed: {error}");
    }

    /// <summary>Starts a writer, kills it, and looks at what is there.</summary>
    public void Kill(KillMoment moment)
    {
        Reset();
        HashSet<string> before = [.. Directory.EnumerateFiles(_folder)];
        using Process process = Start();
        WaitFor(moment, process, before);
        process.Kill();
        process.WaitForExit();
        Judge(moment, before);
    }

    /// <summary>Temporary files of the target, and scratch files that were killed in the moment in which they have a name.</summary>
    public (string[] Files, string[] Scratch) Leftovers()
    {
        string[] names = [.. Directory.EnumerateFiles(_folder).Where(name => name != Target)];
        return ([.. names.Where(static name => !IsScratch(name))], [.. names.Where(IsScratch)]);
    }

    private static bool IsScratch(string path) => Path.GetFileName(path).StartsWith(".mg-", StringComparison.Ordinal);

    private void Reset()
    {
        if (_mode.Old is null) File.Delete(Target);
        else File.WriteAllBytes(Target, _mode.Old);
    }

    private Process Start() => ChildProcess.Start(["pack", .. _mode.Args, "-o", Target]);

    private void WaitFor(KillMoment moment, Process process, HashSet<string> before)
    {
        if (moment == KillMoment.Random)
        {
            Thread.Sleep(_mode.Time * (1.1 * _random.NextDouble()));
            return;
        }
        long size = moment == KillMoment.Grown ? (long)(_mode.New.Length * Math.Min(1, 1.5 * _random.NextDouble())) : 0;
        DateTime replaced = File.Exists(Target) ? File.GetLastWriteTimeUtc(Target) : default;
        for (; !process.HasExited; Thread.Sleep(1)) // the writer needs the processor more
        {
            if (moment == KillMoment.Replaced)
            {
                if (File.Exists(Target) && File.GetLastWriteTimeUtc(Target) != replaced) return;
            }
            else if (Directory.EnumerateFiles(_folder, "memory.mg.*").FirstOrDefault(name => !before.Contains(name)) is { } name && LengthOf(name) >= size) return;
        }
    }

    private static long LengthOf(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? file.Length : 0; // renamed meanwhile
    }

    private void Judge(KillMoment moment, HashSet<string> before)
    {
        byte[]? now = File.Exists(Target) ? File.ReadAllBytes(Target) : null;
        bool isOld = now is null ? _mode.Old is null : _mode.Old is not null && now.AsSpan().SequenceEqual(_mode.Old);
        bool isNew = now is not null && now.AsSpan().SequenceEqual(_mode.New);
        if (!isOld && !isNew) Findings.Add($"{_mode.Name}, {moment}: {(now is null ? "the old file is gone" : $"{now.Length} bytes, neither the old file nor the new one")}");
        (string[] files, string[] scratch) = Leftovers();
        // Every run that comes so far removes what stands there before it makes its own.
        if (files.Length > 1) Findings.Add($"{_mode.Name}, {moment}: {files.Length} temporary files");
        if (scratch.Any(static name => new FileInfo(name).Length > 0)) Findings.Add($"{_mode.Name}, {moment}: a scratch file that has a name and bytes");
        Phases[isNew ? "after" : files.Any(name => !before.Contains(name)) ? "during" : "before"]++;
    }
}
