using System.CommandLine;

namespace OpenMemory.Cli.Commands;

/// <summary>The options that name the files of keys, and plain words for what goes wrong with those.</summary>
internal static class KeyOptions
{
    internal static Option<string> Master(bool required = true) => new("--master") { Description = "The file of master keys", HelpName = "file", Required = required };

    internal static Option<string> Salts(bool required = true) => new("--salts") { Description = "The file of the users' salts", HelpName = "file", Required = required };

    /// <summary>Sees to it that a file is there: nothing but <c>keys init</c> makes one.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    internal static void RequireFile(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"this is a directory, not a file: {path}");
        if (!File.Exists(path)) throw new UsageException($"no such file: {path}");
    }

    /// <summary>Does something with a file of keys.</summary>
    /// <exception cref="UsageException">The file cannot be opened or written, or somebody else has it.</exception>
    /// <exception cref="OmsException">The file is not sound.</exception>
    internal static void Guard(string path, Action action) => Guard(path, () =>
    {
        action();
        return true;
    });

    /// <summary>Does something with a file of keys.</summary>
    /// <exception cref="UsageException">The file cannot be opened or written, or somebody else has it.</exception>
    /// <exception cref="OmsException">The file is not sound.</exception>
    internal static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            throw new UsageException(exception.Message.Contains(path, StringComparison.Ordinal) ? exception.Message : $"the file cannot be used: {path}: {exception.Message}");
        }
    }
}
