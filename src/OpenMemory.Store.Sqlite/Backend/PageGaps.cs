using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Overwrites the unused middle of pages. <c>secure_delete</c> overwrites a row where it stands when it is deleted; but when SQLite divides a
/// page or evens it out with its neighbours, the rows that moved leave copies behind between the pointers and the cells, which nothing points
/// at and nothing overwrites.
/// </summary>
/// <remarks>
/// Only bytes that no page uses are written, so a reader sees no difference, and a crash in the middle leaves a sound file. The caller keeps
/// other writers away and has taken the whole log into the file; copies in caches are the caller's too.
/// </remarks>
internal static class PageGaps
{
    private const int FileHeader = 100, PageSizeAt = 16, ReservedAt = 20, AutoVacuumAt = 52;
    private const int ChunkBytes = 1 << 20;

    /// <summary>Of a larger file, the first byte of a page does not tell whether it is one of a tree.</summary>
    private const long MostPages = 1 << 25;

    /// <summary>Overwrites what stands in the gaps of a file.</summary>
    /// <returns>Whether it was done: not in a file of a form that this library does not make.</returns>
    internal static bool TryOverwrite(SafeFileHandle file)
    {
        byte[] buffer = new byte[ChunkBytes];
        if (ReadFully(file, buffer.AsSpan(0, FileHeader), 0) < FileHeader) return false;
        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(PageSizeAt)) is var size and not 1 ? size : 1 << 16;
        int usable = pageSize - buffer[ReservedAt];
        long length = RandomAccess.GetLength(file);
        if (pageSize < 512 || BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(AutoVacuumAt)) != 0 || length / pageSize >= MostPages) return false;
        byte[] zeros = new byte[pageSize];
        bool isChanged = false;
        for (long start = 0; start < length; start += ChunkBytes)
        {
            int read = ReadFully(file, buffer, start);
            for (int at = 0; at + pageSize <= read; at += pageSize)
            {
                ReadOnlySpan<byte> page = buffer.AsSpan(at, usable);
                (int from, int to) = GapOf(page, start + at == 0 ? FileHeader : 0);
                if (!page[from..to].ContainsAnyExcept((byte)0)) continue;
                RandomAccess.Write(file, zeros.AsSpan(0, to - from), start + at + from);
                isChanged = true;
            }
        }
        if (isChanged) RandomAccess.FlushToDisk(file);
        return true;
    }

    /// <summary>Between the end of the cells' pointers and the first cell; nothing where the page belongs to no tree.</summary>
    private static (int From, int To) GapOf(ReadOnlySpan<byte> page, int header)
    {
        int headerBytes = page[header] switch { 2 or 5 => 12, 10 or 13 => 8, _ => 0 };
        if (headerBytes == 0) return default;
        int from = header + headerBytes + (2 * BinaryPrimitives.ReadUInt16BigEndian(page[(header + 3)..]));
        int to = BinaryPrimitives.ReadUInt16BigEndian(page[(header + 5)..]) is var first and not 0 ? first : 1 << 16;
        return from < to && to <= page.Length ? (from, to) : default;
    }

    private static int ReadFully(SafeFileHandle file, Span<byte> destination, long offset)
    {
        int total = 0;
        while (total < destination.Length && RandomAccess.Read(file, destination[total..], offset + total) is var read and > 0) total += read;
        return total;
    }
}
