namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Files for the stores of tests: one folder for the whole run, removed at its end.</summary>
[SetUpFixture]
public sealed class StoreFiles
{
    private static TemporaryFolder? s_folder;
    private static int s_count;

    [OneTimeSetUp]
    public void MakeFolder() => s_folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => s_folder?.Dispose();

    /// <summary>A file that is not there yet.</summary>
    internal static string NewPath() => s_folder![$"store-{Interlocked.Increment(ref s_count)}.db"];

    /// <summary>An empty store in a new file, which waits for no disk: the suite makes hundreds.</summary>
    internal static SqliteGrainStore NewStore(GrainStoreOptions options) => SqliteGrainStore.Open(NewPath(), options, new() { Durability = SqliteDurability.Relaxed });
}
