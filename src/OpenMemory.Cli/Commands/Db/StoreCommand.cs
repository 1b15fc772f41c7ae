using System.CommandLine;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store</c>: the commands that work on a store in a SQLite file.</summary>
internal static class StoreCommand
{
    private const string Description =
        "Work on a store: a memory in one SQLite file, which several programs may use at once.\n" +
        "Looking at a store changes nothing in it, its access counters included. Exit codes: 0 done; 1 the data is bad, was refused or is not there; " +
        "2 the command line is wrong, or the store cannot be opened or is busy.";

    internal static Command Create(CommandContext context) => new("store", Description)
    {
        StoreInitCommand.Create(context),
        StorePutCommand.Create(context),
        StoreGetCommand.Create(context),
        StoreQueryCommand.Create(context),
        StoreSearchCommand.Create(context),
        StoreSupersedeCommand.Create(context),
        StoreHistoryCommand.Create(context),
        StoreImportCommand.Create(context),
        StoreExportCommand.Create(context),
        StoreReportSubjectCommand.Create(context),
        StoreEraseSubjectCommand.Create(context),
        StoreCheckCommand.Create(context),
        StoreBackupCommand.Create(context),
        StoreStatsCommand.Create(context),
        DbStore.WaitOption(),
    };
}
