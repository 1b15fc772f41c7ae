using System.CommandLine;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary><c>keygen</c>: a private key in a new file of its own, and its public DID for everybody.</summary>
internal static class KeygenCommand
{
    internal static Command Create(CommandContext context)
    {
        Option<string> algorithm = SignerOptions.Algorithm();
        algorithm.DefaultValueFactory = static _ => "eddsa";
        Option<string> output = new("--out", "-o") { Description = "The file to write, readable by its owner alone; never one that exists", HelpName = "file", Required = true };
        Option<bool> print = new("--print-private-key") { Description = "Print the private key too, which a terminal may keep" };
        Command command = new("keygen", "Make a key to sign with, and print its did:key") { algorithm, output, print };
        command.SetAction(result => Run(
            SignerOptions.AlgorithmOf(result.GetRequiredValue(algorithm)), result.GetRequiredValue(output), result.GetValue(print), context));
        return command;
    }

    private static int Run(SignatureAlgorithm algorithm, string path, bool print, CommandContext context)
    {
        if (path.Length == 0) throw new UsageException("--out needs a name");
        if (Path.Exists(path)) throw new UsageException($"there is something of this name already, and keys are not replaced: {path}");
        using SigningKey key = SigningKey.Create(algorithm);
        KeyOptions.Guard(path, () => SigningKeyFile.Create(path, key));
        context.WriteLine(key.KeyId);
        if (print) context.WriteLine(File.ReadAllText(path).TrimEnd());
        return ExitCode.Done;
    }
}
