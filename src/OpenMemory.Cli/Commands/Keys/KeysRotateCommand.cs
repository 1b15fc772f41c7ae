using System.CommandLine;
using System.Globalization;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Commands;

/// <summary><c>keys rotate</c>: a new master key for what is sealed from now on; the old ones stay for what was sealed before.</summary>
internal static class KeysRotateCommand
{
    internal static Command Create(CommandContext context)
    {
        Option<string> master = KeyOptions.Master();
        Command command = new("rotate", "Add a master key for what is sealed from now on") { master };
        command.SetAction(result => Run(result.GetRequiredValue(master), context));
        return command;
    }

    private static int Run(string path, CommandContext context)
    {
        KeyOptions.RequireFile(path);
        uint version = KeyOptions.Guard(path, () => MasterKeyFile.AddVersion(path));
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"added version {version} of the master key; earlier versions stay, for what they sealed"));
        return ExitCode.Done;
    }
}
