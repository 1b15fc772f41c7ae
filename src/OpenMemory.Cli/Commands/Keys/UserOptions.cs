using System.CommandLine;
using System.CommandLine.Parsing;
using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Commands;

/// <summary>The options that name users. Command lines end up in histories and in lists of processes, so a file of user ids will do too.</summary>
internal sealed class UserOptions
{
    private readonly bool _isOne;
    private readonly Option<string[]> _users = new("--user") { HelpName = "user_id" };
    private readonly Option<string?> _file = new("--user-file") { HelpName = "file" };

    /// <param name="isOne">Whether one user is meant, in whose name everything is done.</param>
    internal UserOptions(bool isOne = false)
    {
        _isOne = isOne;
        _users.Description = isOne ? "For this user_id, whatever the grains say" : "A user_id; may be given more than once";
        _file.Description = isOne ? "For the user_id in this file; - is standard input" : "A file of user_ids, one in a line; - is standard input";
    }

    /// <summary>Adds both.</summary>
    /// <param name="command">To this command.</param>
    /// <param name="required">Whether there must be a user.</param>
    /// <param name="input">What else may come from standard input.</param>
    internal void AddTo(Command command, bool required, Argument<string>? input = null)
    {
        command.Add(_users);
        command.Add(_file);
        command.Validators.Add(result =>
        {
            if (required && !IsGiven(result)) result.AddError("Name a user with --user or --user-file.");
            if (input is not null && result.GetValue(input) == "-" && result.GetValue(_file) == "-") result.AddError("The grains and the users cannot both come from standard input.");
        });
    }

    /// <summary>Whether there is a user.</summary>
    internal bool IsGiven(SymbolResult result) => result.GetValue(_users) is { Length: > 0 } || result.GetValue(_file) is not null;

    /// <summary>The users, each once, in their order.</summary>
    /// <exception cref="UsageException">A user id is empty, there are too many, or the file cannot be opened or names nobody.</exception>
    /// <exception cref="BadDataException">A line of the file is no text.</exception>
    internal IReadOnlyList<string> Users(ParseResult result, CommandContext context)
    {
        string[] users = result.GetValue(_users) ?? [];
        if (Array.Exists(users, static user => user.Length == 0)) throw new UsageException("--user needs a user_id");
        string[] all = [.. users.Concat(result.GetValue(_file) is { } path ? UserList.Read(path, context) : []).Distinct(StringComparer.Ordinal)];
        return _isOne && all.Length > 1 ? throw new UsageException("grains are sealed for one user, or each for its own") : all;
    }
}
