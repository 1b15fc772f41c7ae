using System.CommandLine;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store query</c>: grains by their fields, by what became of them, and by what was known when (§15.2, §28.4).</summary>
internal static class StoreQueryCommand
{
    private const string Newest = "newest", Oldest = "oldest", Timeline = "timeline";

    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        StoreQuestion question = new();
        Option<string> order = new("--order") { Description = "newest first, oldest first, or timeline: by timestamp_ms, the oldest first", DefaultValueFactory = static _ => Newest };
        order.AcceptOnlyFromAmong(Newest, Oldest, Timeline);
        Option<int> limit = RowOptions.Limit("How many grains to show; 1 to 1000");
        Option<string?> cursor = new("--cursor") { Description = "Go on behind an answer before: its next_cursor", HelpName = "text" };
        Option<bool> json = new("--json") { Description = "Print the envelope of results, total and next_cursor instead of a table" };
        Command command = new("query", "Find the grains of a store that match every condition; without one, everything that is current") { file };
        question.AddTo(command);
        foreach (Option option in (Option[])[order, limit, cursor, json]) command.Add(option);
        command.SetAction(result =>
        {
            GrainQuery query = question.Query(result) with { Order = OrderOf(result.GetRequiredValue(order)), Limit = result.GetValue(limit), Cursor = result.GetValue(cursor) };
            using DbStore store = DbStore.OpenToRead(result.GetRequiredValue(file), result, context);
            GrainPage page = store.Do(opened => Ask(opened, query));
            if (result.GetValue(json)) StoreQuestion.WriteEnvelope(page, context);
            else PageTable.Write(page, "", context);
            return ExitCode.Done;
        });
        return command;
    }

    private static ValueTask<GrainPage> Ask(SqliteGrainStore store, GrainQuery query)
    {
        try
        {
            return store.QueryAsync(query);
        }
        catch (ArgumentException) when (query.Cursor is not null)
        {
            throw new UsageException("--cursor is the next_cursor of an answer to the same question");
        }
    }

    private static GrainOrder OrderOf(string name) => name switch
    {
        Oldest => GrainOrder.OldestFirst,
        Timeline => GrainOrder.Timeline,
        _ => GrainOrder.NewestFirst,
    };
}
