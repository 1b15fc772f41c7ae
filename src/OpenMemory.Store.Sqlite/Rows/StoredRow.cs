namespace OpenMemory.Store.Sqlite;

/// <summary>A row of the table of grains.</summary>
/// <param name="Id">Its number, in the order of arrival.</param>
/// <param name="Shelf">Where it stands in the indexes.</param>
/// <param name="Kind">Its <see cref="RowKind"/>.</param>
/// <param name="CreatedAt">The time by which it is ordered, in milliseconds.</param>
/// <param name="Row">The grain.</param>
internal readonly record struct StoredRow(long Id, int Shelf, long Kind, long CreatedAt, GrainRow Row);
