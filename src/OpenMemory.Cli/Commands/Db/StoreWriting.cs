using System.CommandLine;
using OpenMemory.Cli.Sealing;
using OpenMemory.Signing;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>The options of commands that write grains to a store: who does it, and what the store needs to judge what it gets.</summary>
internal sealed class StoreWriting
{
    private readonly Option<string?> _user = new("--user") { Description = "The user for whom the grains are sealed", HelpName = "user_id" };
    private readonly Option<string?> _actor = new("--actor") { Description = "Who does it, for the audit chain", HelpName = "name" };
    private readonly Option<string?> _operation = new("--operation-id") { Description = "A name for this one operation, of one grain: done once, however often it is asked for", HelpName = "text" };
    private readonly Option<string[]> _documents = DidDocuments.Option();
    private readonly SubjectKeys _keys = new("to see what sealed grains say, and judge them by it");

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_user, _actor, _operation, _documents]) command.Add(option);
        _keys.AddTo(command);
    }

    internal string? UserId(ParseResult result) => result.GetValue(_user);

    internal string? Actor(ParseResult result) => result.GetValue(_actor);

    internal string? OperationId(ParseResult result) => result.GetValue(_operation);

    /// <summary>Opens the keys; null where none are named.</summary>
    internal KeyFiles? OpenKeys(ParseResult result, CommandContext context) => _keys.Open(result, context);

    /// <summary>How the store judges what it gets.</summary>
    internal GrainStoreOptions Options(ParseResult result, KeyFiles? keys) =>
        new() { KeyRing = keys?.Ring, Verifier = new SignatureVerifier(DidDocuments.Resolver(result.GetValue(_documents))) };
}
