using System.Buffers.Binary;
using System.Text;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite;

/// <summary>
/// Index entries as the file keeps them, without access counters: flags, a status, and what the flags say follows. The default entry is
/// no bytes at all.
/// </summary>
internal static class EntryBytes
{
    private const byte OtherStatus = 255;

    private static readonly string[] s_statuses = [IndexState.Unverified, IndexState.Verified, IndexState.Contested, IndexState.Retracted];

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Successor = 1,
        End = 2,
        Contradicted = 4,
        HoldLifted = 8,
        NeedsReview = 16,
        RecStatus = 32,
        Rivals = 64,
    }

    /// <summary>Writes an entry; empty for the default one.</summary>
    internal static byte[] Write(IndexEntry entry)
    {
        IndexState state = entry.State;
        Parts parts = Part(state.SupersededBy is not null, Parts.Successor) | Part(state.SystemValidTo is not null, Parts.End)
            | Part(entry.IsContradicted, Parts.Contradicted) | Part(entry.IsHoldLifted, Parts.HoldLifted) | Part(entry.NeedsReview, Parts.NeedsReview)
            | Part(state.RecStatus is not null, Parts.RecStatus) | Part(entry.Rivals.Count > 0, Parts.Rivals);
        int status = Array.IndexOf(s_statuses, state.VerificationStatus);
        if (parts == Parts.None && status == 0) return [];
        using MemoryStream stream = new();
        stream.WriteByte((byte)parts);
        stream.WriteByte(status < 0 ? OtherStatus : (byte)status);
        if (state.SupersededBy is { } successor) stream.Write(successor.ToByteArray());
        if (state.SystemValidTo is { } end) WriteInt64(stream, end.Value);
        if (status < 0) WriteText(stream, state.VerificationStatus);
        if (state.RecStatus is { } recommendation) WriteText(stream, recommendation);
        if (entry.Rivals.Count > 0) WriteInt64(stream, entry.Rivals.Count);
        foreach (ContentAddress rival in entry.Rivals) stream.Write(rival.ToByteArray());
        return stream.ToArray();
    }

    /// <summary>Reads an entry; of no bytes the default one.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="count">How often the grain was accessed.</param>
    /// <param name="last">When it was accessed last.</param>
    internal static IndexEntry Read(ReadOnlySpan<byte> bytes, long count = 0, long? last = null)
    {
        if (bytes.IsEmpty && count == 0 && last is null) return IndexEntry.Default;
        Parts parts = Parts.None;
        int status = 0;
        if (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> head = Take(ref bytes, 2);
            (parts, status) = ((Parts)head[0], head[1]);
        }
        ContentAddress? successor = Has(parts, Parts.Successor) ? new ContentAddress(Take(ref bytes, ContentAddress.SizeInBytes)) : null;
        EpochMilliseconds? end = Has(parts, Parts.End) ? new EpochMilliseconds(ReadInt64(ref bytes)) : null;
        string? text = status == OtherStatus ? ReadText(ref bytes) : status == 0 ? null : status < s_statuses.Length ? s_statuses[status] : Damaged<string>();
        string? recommendation = Has(parts, Parts.RecStatus) ? ReadText(ref bytes) : null;
        ContentAddress[] rivals = Has(parts, Parts.Rivals) ? ReadRivals(ref bytes) : [];
        if (!bytes.IsEmpty) Damaged<int>();
        return new()
        {
            State = new IndexState(text, count == 0 ? null : count)
            {
                SupersededBy = successor,
                SystemValidTo = end,
                RecStatus = recommendation,
                LastAccessedAt = last is { } at ? new EpochMilliseconds(at) : null,
            },
            IsContradicted = Has(parts, Parts.Contradicted),
            IsHoldLifted = Has(parts, Parts.HoldLifted),
            NeedsReview = Has(parts, Parts.NeedsReview),
            Rivals = rivals,
        };
    }

    private static ContentAddress[] ReadRivals(ref ReadOnlySpan<byte> bytes)
    {
        long count = ReadInt64(ref bytes);
        if (count <= 0 || count > bytes.Length / ContentAddress.SizeInBytes) Damaged<int>();
        ContentAddress[] rivals = new ContentAddress[count];
        for (int i = 0; i < rivals.Length; i++) rivals[i] = new(Take(ref bytes, ContentAddress.SizeInBytes));
        return rivals;
    }

    private static bool Has(Parts parts, Parts part) => (parts & part) != 0;

    private static Parts Part(bool isSet, Parts part) => isSet ? part : Parts.None;

    private static void WriteInt64(MemoryStream stream, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void WriteText(MemoryStream stream, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        WriteInt64(stream, utf8.Length);
        stream.Write(utf8);
    }

    private static long ReadInt64(ref ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(Take(ref bytes, sizeof(long)));

    private static string ReadText(ref ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(Take(ref bytes, ReadInt64(ref bytes)));

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, long length)
    {
        if (length < 0 || length > bytes.Length) Damaged<int>();
        ReadOnlySpan<byte> taken = bytes[..(int)length];
        bytes = bytes[(int)length..];
        return taken;
    }

    private static T Damaged<T>()
    {
        StoreDamage.Throw("an index entry is cut or unknown");
        return default;
    }
}
