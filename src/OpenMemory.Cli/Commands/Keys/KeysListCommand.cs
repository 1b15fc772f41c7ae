using System.CommandLine;
using OpenMemory.Cli.Sealing;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Commands;

/// <summary><c>keys list</c>: which users have keys and which had, by their tokens, because the file does not know their names.</summary>
internal static class KeysListCommand
{
    internal static Command Create(CommandContext context)
    {
        Option<string> salts = KeyOptions.Salts(), master = KeyOptions.Master(required: false);
        master.Description = "The file of master keys, to find users by their user_id";
        UserOptions users = new();
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("list", "List tokens of users with the states of their keys") { salts, master };
        users.AddTo(command, required: false);
        command.Add(json);
        command.Validators.Add(result =>
        {
            if (users.IsGiven(result) != (result.GetValue(master) is not null)) result.AddError("Users are found with --master and --user or --user-file together.");
        });
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(salts);
            bool asJson = result.GetValue(json);
            if (result.GetValue(master) is { } masterPath) ListUsers(masterPath, path, users.Users(result, context), asJson, context);
            else ListAll(path, asJson, context);
            return ExitCode.Done;
        });
        return command;
    }

    private static void ListAll(string path, bool asJson, CommandContext context)
    {
        using FileUserSaltStore salts = KeyFiles.OpenSalts(path, context);
        using KeyList list = new(context, asJson); // not before the file is open: half an object is no answer
        foreach (UserSaltEntry entry in salts.Entries) list.Add(entry);
        list.Finish();
    }

    private static void ListUsers(string masterPath, string path, IReadOnlyList<string> users, bool asJson, CommandContext context)
    {
        using KeyFiles keys = KeyFiles.Open(masterPath, path, context);
        keys.RequireMasterKeys(); // with others, a user would look like one without a key
        HashSet<UserSaltName> wanted = [.. users.SelectMany(keys.Ring.GetNames)];
        Dictionary<UserSaltName, UserSaltEntry> entries = keys.Salts.Entries.Where(entry => wanted.Contains(entry.Name)).ToDictionary(static entry => entry.Name);
        using KeyList list = new(context, asJson);
        foreach (string userId in users)
        {
            IReadOnlyList<UserSaltName> names = keys.Ring.GetNames(userId);
            UserSaltEntry[] found = [.. names.Where(entries.ContainsKey).Select(name => entries[name])];
            foreach (UserSaltEntry entry in found) list.Add(entry);
            if (found.Length == 0) list.AddNone(names[0]);
        }
        list.Finish();
    }
}
