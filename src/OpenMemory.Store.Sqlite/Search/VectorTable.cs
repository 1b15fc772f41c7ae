using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OpenMemory.Store.Sqlite;

/// <summary>The vectors of grains, little-endian float32, all of one length.</summary>
internal static class VectorTable
{
    /// <summary>Keeps a grain's vector in the place of any before.</summary>
    internal static void Set(Connection connection, long id, int shelf, ReadOnlySpan<float> vector)
    {
        using Statement statement = connection.Use("INSERT OR REPLACE INTO vectors (id, shelf, vector) VALUES (?1, ?2, ?3)");
        statement.Bind(1, id).Bind(2, shelf);
        if (BitConverter.IsLittleEndian) statement.Bind(3, MemoryMarshal.AsBytes(vector));
        else
        {
            byte[] bytes = new byte[sizeof(float) * vector.Length];
            for (int i = 0; i < vector.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), vector[i]);
            statement.Bind(3, bytes.AsSpan());
        }
        statement.Run();
    }

    /// <summary>Removes a grain's vector.</summary>
    /// <returns>Whether there was one.</returns>
    internal static bool Remove(Connection connection, long id)
    {
        using Statement statement = connection.Use("DELETE FROM vectors WHERE id = ?1 RETURNING id");
        statement.Bind(1, id);
        bool wasThere = statement.Step();
        statement.Run();
        return wasThere;
    }

    /// <summary>Says on which shelf a grain stands now; nothing happens where it has no vector.</summary>
    internal static void Move(Connection connection, long id, int shelf)
    {
        using Statement statement = connection.Use("UPDATE vectors SET shelf = ?2 WHERE id = ?1");
        statement.Bind(1, id).Bind(2, shelf).Run();
    }

    /// <summary>Whether there is any vector.</summary>
    internal static bool Any(Connection connection) => connection.ReadInt64("SELECT 1 FROM vectors LIMIT 1") is not null;

    /// <summary>Compares a grain's vector, where it has one.</summary>
    internal static bool TryCompare(Connection connection, long id, QueryVector query, int length, out double relevance)
    {
        using Statement statement = connection.Use("SELECT vector FROM vectors WHERE id = ?1");
        statement.Bind(1, id);
        bool isHere = statement.Step();
        relevance = isHere ? query.Relevance(Read(statement.Blob(0), length)) : 0;
        return isHere;
    }

    /// <summary>Compares all vectors of some shelves where they lie.</summary>
    internal static void Scan(Connection connection, ShelfRange shelves, QueryVector query, int length, BestVectors into)
    {
        using Statement statement = connection.Use("SELECT id, vector FROM vectors WHERE shelf BETWEEN ?1 AND ?2");
        statement.Bind(1, shelves.First).Bind(2, shelves.Last);
        while (statement.Step()) into.Add(statement.Int64(0), query.Relevance(Read(statement.Blob(1), length)));
    }

    private static ReadOnlySpan<float> Read(ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.Length != sizeof(float) * length) StoreDamage.Throw("a vector has another length");
        if (BitConverter.IsLittleEndian) return MemoryMarshal.Cast<byte, float>(bytes);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(sizeof(float) * i)..]);
        return numbers;
    }
}
