namespace OpenMemory.Store.Sqlite;

/// <summary>The one row of the table <c>store</c>, as a writer has it in hand.</summary>
internal sealed class Totals
{
    private const string Columns =
        "commits, grains, grain_bytes, deleted, contents, last_grain, last_term, last_change, vector_length, residue, text_index, index_version";

    internal long Commits { get; set; }

    internal long Grains { get; set; }

    internal long GrainBytes { get; set; }

    internal long Deleted { get; set; }

    internal long Contents { get; set; }

    internal long LastGrain { get; set; }

    internal long LastTerm { get; set; }

    internal long LastChange { get; set; }

    internal int VectorLength { get; set; }

    /// <summary>What removed grains may have left behind.</summary>
    internal Residue Residue { get; set; }

    internal bool HasTextIndex { get; set; }

    internal long IndexVersion { get; set; }

    internal static void Create(Connection connection, bool hasTextIndex)
    {
        using Statement insert = connection.Use($"INSERT INTO store (id, {Columns}) VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?1, ?2)");
        insert.Bind(1, hasTextIndex ? 1 : 0).Bind(2, StoreSchema.IndexVersion).Run();
    }

    internal void Load(Connection connection)
    {
        using Statement select = connection.Use($"SELECT {Columns} FROM store WHERE id = 1");
        if (!select.Step()) StoreDamage.Throw("its table store is empty");
        Commits = select.Int64(0);
        Grains = select.Int64(1);
        GrainBytes = select.Int64(2);
        Deleted = select.Int64(3);
        Contents = select.Int64(4);
        LastGrain = select.Int64(5);
        LastTerm = select.Int64(6);
        LastChange = select.Int64(7);
        VectorLength = (int)select.Int64(8);
        Residue = (Residue)select.Int64(9);
        HasTextIndex = select.Int64(10) != 0;
        IndexVersion = select.Int64(11);
    }

    internal void Save(Connection connection)
    {
        using Statement update = connection.Use(
            """
            UPDATE store SET commits = ?1, grains = ?2, grain_bytes = ?3, deleted = ?4, contents = ?5, last_grain = ?6, last_term = ?7,
              last_change = ?8, vector_length = ?9, residue = ?10, text_index = ?11, index_version = ?12 WHERE id = 1
            """);
        update.Bind(1, Commits).Bind(2, Grains).Bind(3, GrainBytes).Bind(4, Deleted).Bind(5, Contents).Bind(6, LastGrain).Bind(7, LastTerm)
            .Bind(8, LastChange).Bind(9, VectorLength).Bind(10, (long)Residue).Bind(11, HasTextIndex ? 1 : 0).Bind(12, IndexVersion).Run();
    }
}
