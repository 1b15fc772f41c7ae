using System.CommandLine;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Commands;

/// <summary><c>keys init</c>: a file with a master key, and one for the salts of users, of whom there are none yet.</summary>
internal static class KeysInitCommand
{
    internal static Command Create(CommandContext context)
    {
        Option<string> master = KeyOptions.Master(), salts = KeyOptions.Salts();
        Command command = new("init", "Make a new file of master keys and an empty file of salts") { master, salts };
        command.SetAction(result => Run(result.GetRequiredValue(master), result.GetRequiredValue(salts), context));
        return command;
    }

    private static int Run(string master, string salts, CommandContext context)
    {
        if (OutputFile.IsSame(master, salts)) throw new UsageException($"master keys and salts are two files, not one: {master}");
        foreach (string path in (ReadOnlySpan<string>)[master, salts])
        {
            if (Path.Exists(path)) throw new UsageException($"there is something of this name already, and keys are not replaced: {path}");
        }
        KeyOptions.Guard(master, () => MasterKeyFile.Create(master));
        try
        {
            KeyOptions.Guard(salts, () => FileUserSaltStore.Open(salts)).Dispose();
        }
        catch
        {
            File.Delete(master); // nothing is under it yet
            throw;
        }
        context.WriteLine("made a master key, version 1, and a file of salts; keep them apart from each other and from the grains");
        return ExitCode.Done;
    }
}
