using System.Buffers.Binary;
using System.Buffers.Text;

namespace OpenMemory.Store;

/// <summary>
/// Where a page ended: the last grain's place in its order, in Base64Url. The next page begins behind that place, whether the grain is
/// still there or not, so that nothing written meanwhile repeats or hides a result.
/// </summary>
internal static class QueryCursor
{
    private const byte Version = 1;
    private const int Size = 2 + sizeof(long) + ContentAddress.SizeInBytes;

    /// <summary>Writes a cursor.</summary>
    internal static string Write(in QueryKey last, GrainOrder order)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes[0] = Version;
        bytes[1] = (byte)order;
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], last.Time);
        last.Address.CopyTo(bytes[10..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; null for none.</summary>
    /// <exception cref="ArgumentException">The text is no cursor of this order.</exception>
    internal static QueryKey? Read(string? cursor, GrainOrder order)
    {
        if (cursor is null) return null;
        Span<byte> bytes = stackalloc byte[Size];
        if (cursor.Length != Base64Url.GetEncodedLength(Size) || !Base64Url.IsValid(cursor)
            || !Base64Url.TryDecodeFromChars(cursor, bytes, out int written) || written != Size || bytes[0] != Version || bytes[1] != (byte)order)
            throw new ArgumentException("The cursor is not one of this order", nameof(cursor));
        return new(BinaryPrimitives.ReadInt64BigEndian(bytes[2..]), new ContentAddress(bytes[10..]));
    }
}
