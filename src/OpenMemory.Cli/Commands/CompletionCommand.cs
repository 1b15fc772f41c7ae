using System.CommandLine;

namespace OpenMemory.Cli.Commands;

/// <summary><c>completion</c>: a script for a shell, which asks the command itself what can come next (<c>[suggest:N]</c>).</summary>
internal static class CompletionCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> shell = new("shell") { Description = "The shell: bash, zsh, fish, or pwsh for PowerShell", HelpName = "shell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        Command command = new("completion", "Print a script that lets a shell complete this command") { shell };
        command.SetAction(result =>
        {
            using Stream script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"openmemory.{result.GetRequiredValue(shell)}")!;
            script.CopyTo(context.Output);
            return ExitCode.Done;
        });
        return command;
    }
}
