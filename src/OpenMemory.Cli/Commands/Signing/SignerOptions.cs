using System.CommandLine;
using System.CommandLine.Parsing;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary>The options that say who signs and when.</summary>
internal sealed class SignerOptions
{
    private readonly Option<string?> _key = new("--key") { Description = "The file of the private key, as keygen makes it", HelpName = "file" };
    private readonly Option<string?> _keyId = new("--kid") { Description = "The signer's DID, for example a did:web; default: the key's did:key", HelpName = "did" };
    private readonly Option<string?> _algorithm = new("--algorithm") { Description = "Default: eddsa or es256, by the key; ed25519 is eddsa under its own number" };
    private readonly Option<string?> _time = new("--at") { Description = "When it is signed, as ISO 8601; default: now", HelpName = "time" };
    private readonly Option<bool> _noTime = new("--no-time") { Description = "Do not say when it is signed" };

    /// <param name="isRequired">Whether the command signs in any case.</param>
    internal SignerOptions(bool isRequired = true)
    {
        _key.Required = isRequired;
        _algorithm.AcceptOnlyFromAmong("eddsa", "ed25519", "es256");
    }

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_key, _keyId, _algorithm, _time, _noTime]) command.Add(option);
        command.Validators.Add(result =>
        {
            Option[] needing = [_keyId, _algorithm, _time, _noTime];
            if (!IsGiven(result)) foreach (Option option in needing.Where(option => result.GetResult(option) is { Implicit: false })) result.AddError($"{option.Name} needs --key.");
            if (result.GetValue(_noTime) && result.GetValue(_time) is not null) result.AddError("Either --at or --no-time.");
        });
    }

    /// <summary>Whether there is a key.</summary>
    internal bool IsGiven(SymbolResult result) => result.GetValue(_key) is not null;

    /// <summary>The key.</summary>
    /// <exception cref="UsageException">The file cannot be read, holds no private key, or one that the algorithm does not fit.</exception>
    internal SigningKey Load(ParseResult result)
    {
        string path = result.GetValue(_key)!;
        KeyOptions.RequireFile(path);
        if (result.GetValue(_keyId) is { } did && !did.StartsWith("did:", StringComparison.Ordinal)) throw new UsageException($"--kid needs a DID: {did}");
        SignatureAlgorithm algorithm = result.GetValue(_algorithm) is { } name ? AlgorithmOf(name) : SignatureAlgorithm.None;
        try
        {
            return KeyOptions.Guard(path, () => SigningKeyFile.Load(path, result.GetValue(_keyId), algorithm));
        }
        catch (OmsException exception)
        {
            throw new UsageException($"the key cannot be used: {path}: {exception.Fault.Message}");
        }
    }

    /// <summary>How envelopes are written.</summary>
    /// <exception cref="UsageException">The time is none.</exception>
    internal SignOptions Options(ParseResult result, CommandContext context) => new()
    {
        IssuedAt = result.GetValue(_time) is { } text ? Time(text) : null,
        OmitIssuedAt = result.GetValue(_noTime),
        Clock = context.Clock,
    };

    /// <summary>Whether a file holds a private key, to judge by its first 32 bytes.</summary>
    internal static bool IsKey(ReadOnlySpan<byte> start) => start.StartsWith("-----BEGIN PRIVATE KEY-----"u8);

    internal static Option<string> Algorithm()
    {
        Option<string> option = new("--algorithm") { Description = "The kind of key: eddsa and ed25519 are one, es256 is P-256" };
        option.AcceptOnlyFromAmong("eddsa", "ed25519", "es256");
        return option;
    }

    internal static SignatureAlgorithm AlgorithmOf(string name) => name switch
    {
        "es256" => SignatureAlgorithm.Es256,
        "ed25519" => SignatureAlgorithm.Ed25519,
        _ => SignatureAlgorithm.EdDsa,
    };

    private static DateTimeOffset Time(string text) => EpochMilliseconds.TryParseIso8601(text, out EpochMilliseconds time)
        ? time.ToDateTimeOffset()
        : throw new UsageException($"this is not a time in ISO 8601, for example 2026-01-15T10:00:00Z: {text}");
}
