using System.CommandLine;
using OpenMemory.Cli.Sealing;

namespace OpenMemory.Cli.Commands;

/// <summary>The keys by which sealed grains of a person are found; a memory without sealed grains needs none.</summary>
internal sealed class SubjectKeys
{
    private readonly Option<string> _master = KeyOptions.Master(required: false), _salts = KeyOptions.Salts(required: false);

    internal SubjectKeys(string purpose = "to find grains that are sealed for the person") => _master.Description = $"The file of master keys, {purpose}";

    internal void AddTo(Command command)
    {
        command.Add(_master);
        command.Add(_salts);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_master) is null != result.GetValue(_salts) is null) result.AddError("--master and --salts go together.");
        });
    }

    /// <summary>Opens the keys; null where none are named.</summary>
    /// <exception cref="UsageException">A file cannot be opened, or the master keys are not those of the salts.</exception>
    /// <exception cref="OmsException">A file is not sound.</exception>
    internal KeyFiles? Open(ParseResult result, CommandContext context)
    {
        if (result.GetValue(_master) is not { } master) return null;
        KeyFiles keys = KeyFiles.Open(master, result.GetValue(_salts)!, context);
        try
        {
            keys.RequireMasterKeys(); // with others, the person's sealed grains would look like a stranger's
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }
}
