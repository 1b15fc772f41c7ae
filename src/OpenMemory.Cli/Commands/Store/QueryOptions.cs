using System.CommandLine;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary>The options by which a store is asked for grains.</summary>
internal sealed class QueryOptions
{
    private readonly Option<string[]> _types = new("--type") { Description = "Of this type, for example fact or 0xf0; may be given more than once", HelpName = "type" };
    private readonly Option<string[]> _namespaces = new("--namespace") { Description = "In this namespace, \"\" is none; may be given more than once", HelpName = "name" };
    private readonly Option<string?> _subject = new("--subject") { Description = "With this subject", HelpName = "text" };
    private readonly Option<string?> _relation = new("--relation") { Description = "With this relation", HelpName = "text" };
    private readonly Option<string?> _user = new("--user") { Description = "Of this user_id", HelpName = "user_id" };

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_types, _namespaces, _subject, _relation, _user]) command.Add(option);
    }

    /// <summary>The question, about current grains.</summary>
    /// <exception cref="UsageException">A type is not known.</exception>
    internal GrainQuery Query(ParseResult result) => new()
    {
        Types = result.GetValue(_types) is { Length: > 0 } types ? [.. types.Select(FilterOptions.Type)] : null,
        Namespaces = result.GetValue(_namespaces) is { Length: > 0 } namespaces ? namespaces : null,
        Subject = result.GetValue(_subject),
        Relation = result.GetValue(_relation),
        UserId = result.GetValue(_user),
    };
}
