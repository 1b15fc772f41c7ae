using System.CommandLine;

namespace OpenMemory.Cli.Commands;

/// <summary><c>keys</c>: makes, lists and destroys the keys of users.</summary>
internal static class KeysCommand
{
    internal static Command Create(CommandContext context) => new("keys", "Make and list users' keys, and destroy them for good")
    {
        KeysInitCommand.Create(context),
        KeysRotateCommand.Create(context),
        KeysListCommand.Create(context),
        KeysDestroyCommand.Create(context),
        KeysReceiptsCommand.Create(context),
        KeysVerifyReceiptsCommand.Create(context),
    };
}
