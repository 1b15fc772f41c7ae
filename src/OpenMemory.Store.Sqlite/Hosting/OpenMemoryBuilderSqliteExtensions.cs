using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses a store in a SQLite file. It stands in the namespace of <c>AddOpenMemory</c>, so that both are found together.</summary>
public static class OpenMemoryBuilderSqliteExtensions
{
    /// <summary>
    /// Keeps the grains in a SQLite file: <see cref="SqliteGrainStore"/>. It is opened when the store is first asked for, and closed with the container.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file, as of <see cref="SqliteGrainStore.Open"/>, which says what may be thrown when the store is first asked for.</param>
    /// <param name="options">How the file is used.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">Another store was chosen before.</exception>
    public static OpenMemoryBuilder UseSqlite(this OpenMemoryBuilder builder, string path, SqliteStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return builder.UseStore((_, store) => SqliteGrainStore.Open(path, store, options));
    }
}
