using OpenMemory.Cli.Commands;
using OpenMemory.Compression;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Sealing;

/// <summary>The master keys and the salts that a command line names, and the ring made of both.</summary>
internal sealed class KeyFiles : IDisposable
{
    private readonly string _masterPath;
    private readonly MasterKeySet _masterKeys;

    private KeyFiles(string masterPath, MasterKeySet masterKeys, FileUserSaltStore salts, TimeProvider clock)
    {
        (_masterPath, _masterKeys, Salts) = (masterPath, masterKeys, salts);
        Ring = new(masterKeys, salts, new() { Codec = SystemCodecs.Zstd, Clock = clock });
    }

    internal UserKeyRing Ring { get; }

    internal FileUserSaltStore Salts { get; }

    /// <summary>Whether a file holds salts or master keys, in any version, to judge by its first 32 bytes.</summary>
    internal static bool AreIn(ReadOnlySpan<byte> start) => start.StartsWith(SaltImage.Magic[..^1]) || start.StartsWith(MasterKeyText.Form);

    /// <summary>Opens both files, which must be there; the salts are this process's alone until it is done.</summary>
    /// <exception cref="UsageException">A file cannot be opened, or another process has the salts.</exception>
    /// <exception cref="OmsException">A file is not sound.</exception>
    internal static KeyFiles Open(string masterPath, string saltsPath, CommandContext context)
    {
        if (OutputFile.IsSame(masterPath, saltsPath)) throw new UsageException($"master keys and salts are two files, not one: {masterPath}");
        MasterKeySet masterKeys = ReadMaster(masterPath);
        FileUserSaltStore? salts = null;
        try
        {
            salts = OpenSalts(saltsPath, context);
            return new KeyFiles(masterPath, masterKeys, salts, context.Clock);
        }
        catch
        {
            salts?.Dispose();
            masterKeys.Dispose();
            throw;
        }
    }

    /// <summary>Opens the salts alone; a file that is not there is not made.</summary>
    /// <exception cref="UsageException">The file cannot be opened, or another process has it.</exception>
    /// <exception cref="OmsException">The file is not sound.</exception>
    internal static FileUserSaltStore OpenSalts(string path, CommandContext context)
    {
        KeyOptions.RequireFile(path);
        return KeyOptions.Guard(path, () => FileUserSaltStore.Open(path, context.Clock));
    }

    /// <summary>Reads the master keys.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    /// <exception cref="OmsException">The file is not sound.</exception>
    internal static MasterKeySet ReadMaster(string path)
    {
        KeyOptions.RequireFile(path);
        return KeyOptions.Guard(path, () => MasterKeyFile.Read(path));
    }

    /// <summary>Sees to it that the master keys are those under which there are salts.</summary>
    /// <exception cref="UsageException">They are not.</exception>
    internal void RequireMasterKeys() => KeyOptions.Guard(_masterPath, Ring.RequireMasterKeys);

    /// <summary>Says so where they are not: whose it is that is sealed under another master key, nobody can tell.</summary>
    internal void NoteMasterKeys(CommandContext context)
    {
        try
        {
            RequireMasterKeys();
        }
        catch (UsageException exception)
        {
            context.Error.WriteLine($"what is sealed under other master keys passes as it is, whosever it is; {exception.Message}");
        }
    }

    public void Dispose()
    {
        Ring.Dispose();
        Salts.Dispose();
        _masterKeys.Dispose();
    }
}
