using System.CommandLine;
using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Commands;

/// <summary>The person whom a command is about. Command lines end up in histories and in lists of processes, so standard input will do too.</summary>
internal static class IdentityInput
{
    internal static Argument<string> Argument() => new("identity")
    {
        Description = "The person, as grains name them in subject, user_id and the like; - reads it from standard input, so that no history keeps it",
    };

    /// <summary>Sees to it that only one of two inputs is standard input.</summary>
    internal static void Validate(Command command, Argument<string> file, Argument<string> identity) => command.Validators.Add(result =>
    {
        if (result.GetValue(file) == "-" && result.GetValue(identity) == "-") result.AddError("The file and the identity cannot both come from standard input.");
    });

    /// <summary>The identity, exactly as it stands there.</summary>
    /// <exception cref="UsageException">There is none, or more than one.</exception>
    internal static string Read(string argument, CommandContext context)
    {
        string identity = argument != "-" ? argument
            : UserList.Read("-", context) is [var one] ? one
            : throw new UsageException("standard input names more than one person");
        return string.IsNullOrWhiteSpace(identity) ? throw new UsageException("the identity is empty") : identity;
    }
}
