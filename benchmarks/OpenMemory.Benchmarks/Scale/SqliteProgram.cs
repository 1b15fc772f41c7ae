using System.Globalization;
using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Benchmarks.Scale;

/// <summary>
/// <c>sqlite [count] [folder]</c>: imports grains (1 million unless told) into a store in a SQLite file, and prints how long single acts
/// take beside plain SQLite over the same rows.
/// </summary>
internal static class SqliteProgram
{
    private const int DefaultGrains = 1_000_000;

    internal static async Task<int> RunAsync(string[] args)
    {
        int count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultGrains;
        string folder = args.Length > 1 ? args[1] : Path.GetTempPath();
        await RunAsync(20_000, folder, TextWriter.Null); // compiles the code
        await RunAsync(count, folder, Console.Out);
        return 0;
    }

    private static async Task RunAsync(int count, string folder, TextWriter output)
    {
        string work = Directory.CreateDirectory(Path.Combine(folder, $"openmemory-{Guid.NewGuid():N}")).FullName;
        try
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} grains, {Environment.ProcessorCount} cores, .NET {Environment.Version}\n"));
            SqliteSteps steps = new(work, count, output);
            await steps.PutAsync(Math.Min(count / 10, 3000));
            await steps.ImportAsync();
            await steps.ReadAsync();
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
