namespace OpenMemory.Store.Tests;

/// <summary>Grains that say what they are.</summary>
internal static class PlainInserts
{
    internal static void Insert(this IStoreWriter writer, in GrainRow row) => writer.Insert(row, row.Blob);
}
