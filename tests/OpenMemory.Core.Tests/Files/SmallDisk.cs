using System.Diagnostics;

namespace OpenMemory.Tests;

/// <summary>A disk of a few megabytes, in memory; it takes root to mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts one, or gives null where that is not possible.</summary>
    /// <param name="path">A folder that is made for it.</param>
    /// <param name="size">As mount writes it, such as 2m.</param>
    public static SmallDisk? TryMount(string path, string size)
    {
        if (!OperatingSystem.IsLinux()) return null;
        Directory.CreateDirectory(path);
        return Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path) ? new(path) : null;
    }

    public void Dispose() => Run("umount", "-l", Path);

    private static bool Run(string program, params string[] args)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
