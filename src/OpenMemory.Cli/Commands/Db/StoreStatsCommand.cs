using System.CommandLine;
using System.Globalization;
using OpenMemory.Store;

namespace OpenMemory.Cli.Commands;

/// <summary><c>store stats</c>: how much a store holds, and how large its file is.</summary>
internal static class StoreStatsCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> file = DbStore.Argument();
        Option<bool> json = new("--json") { Description = "Print one JSON object instead of lines" };
        Command command = new("stats", "Count what a store holds, and measure its file") { file, json };
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            using DbStore store = DbStore.OpenToRead(path, result, context);
            (string Name, string Words, double Number)[] rows = Rows(store.Do(static opened => opened.GetStatisticsAsync()), path);
            if (result.GetValue(json))
            {
                StoreJson.Write(context, writer =>
                {
                    foreach ((string name, _, double number) in rows) writer.WriteNumber(name, number);
                });
            }
            else
            {
                foreach ((_, string words, double number) in rows) context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{words,-34}{number,16:#,0.#}"));
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static (string Name, string Words, double Number)[] Rows(in StoreStatistics counts, string path)
    {
        long size = Length(path), log = Length(path + "-wal");
        return
        [
            ("grains", "grains, history included", counts.Grains),
            ("grain_bytes", "bytes of them", counts.GrainBytes),
            ("deleted", "grains that were deleted", counts.Deleted),
            ("contents", "attachments", counts.Contents),
            ("last_change", "number of the last change", counts.LastChange),
            ("last_audit", "number of the last audit entry", counts.LastAudit),
            ("file_bytes", "bytes of the file", size),
            ("wal_bytes", "bytes of its write-ahead log", log),
            ("file_bytes_per_grain", "bytes of the file for each grain", counts.Grains == 0 ? 0 : Math.Round((double)size / counts.Grains, 1)),
        ];
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
