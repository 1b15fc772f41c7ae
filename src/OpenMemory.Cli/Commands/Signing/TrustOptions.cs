using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary>The options that say whose grains are accepted: a policy in a file, or its two simplest rules.</summary>
internal sealed class TrustOptions
{
    private const int MaxPolicyBytes = 1 << 20;

    private readonly Option<string?> _policy = new("--trust") { Description = "Accept what a trust policy accepts: rules by namespace, as JSON", HelpName = "file" };
    private readonly Option<string[]> _signers = new("--signer") { Description = "Accept this signer only; may be given more than once", HelpName = "did" };
    private readonly Option<bool> _unsigned = new("--allow-unsigned") { Description = "Accept grains that are not signed too" };

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_policy, _signers, _unsigned]) command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_policy) is not null && (result.GetValue(_signers) is { Length: > 0 } || result.GetValue(_unsigned)))
                result.AddError("A policy says itself who is accepted: --trust, or --signer and --allow-unsigned.");
        });
    }

    /// <summary>Whether any of them is given.</summary>
    internal bool IsGiven(ParseResult result) => result.GetValue(_policy) is not null || result.GetValue(_signers) is { Length: > 0 } || result.GetValue(_unsigned);

    /// <summary>The policy; without options, every grain is accepted whose signature is verified.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is no policy; or a signer is no DID.</exception>
    internal TrustPolicy Policy(ParseResult result)
    {
        if (result.GetValue(_policy) is { } path) return Read(path);
        string[] signers = result.GetValue(_signers) ?? [];
        try
        {
            return new TrustPolicy(new TrustRule { Signers = signers.Length == 0 ? null : signers, AllowUnsigned = result.GetValue(_unsigned) });
        }
        catch (ArgumentException)
        {
            throw new UsageException("--signer needs a DID without a fragment");
        }
    }

    private static TrustPolicy Read(string path)
    {
        byte[] json = InputFile.ReadUpTo(path, MaxPolicyBytes); // which may be a pipe, whose length nobody knows
        if (json.Length > MaxPolicyBytes) throw new UsageException($"this is too long for a policy: {path}");
        try
        {
            return TrustPolicy.Parse(json);
        }
        catch (OmsException exception)
        {
            throw new UsageException($"this is not a trust policy: {path}: {exception.Fault.Message}");
        }
    }
}
