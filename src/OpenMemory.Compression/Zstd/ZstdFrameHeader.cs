using System.Buffers.Binary;

namespace OpenMemory.Compression;

/// <summary>
/// What is asked of a frame's header before libzstd sees all of it (RFC 8878, 3.1.1.1): the magic bytes, no dictionary, and a
/// window within bounds. libzstd asks the same, but for the window only where it needs one, which depends on how the source is cut.
/// </summary>
internal sealed class ZstdFrameHeader(ReadOnlySpan<byte> magic, int maxWindowLog)
{
    private const int MaxSize = 18;

    private readonly byte[] _magic = magic.ToArray();
    private readonly byte[] _bytes = new byte[MaxSize];
    private bool _isAccepted;

    /// <summary>Looks at the next bytes.</summary>
    /// <param name="source">The bytes, those behind the header included.</param>
    /// <param name="position">Where they stand in the frame.</param>
    /// <returns>False as soon as it is no frame that we read.</returns>
    internal bool Accepts(ReadOnlySpan<byte> source, long position)
    {
        if (_isAccepted || position >= MaxSize) return true;
        int start = (int)position;
        int known = start + Math.Min(source.Length, MaxSize - start);
        source[..(known - start)].CopyTo(_bytes.AsSpan(start));
        ReadOnlySpan<byte> header = _bytes.AsSpan(0, known);
        int compared = Math.Min(known, _magic.Length);
        if (!header[..compared].SequenceEqual(_magic.AsSpan(0, compared))) return false;
        if (known <= _magic.Length) return true;

        byte descriptor = header[_magic.Length];
        bool isSingleSegment = (descriptor & 0x20) != 0;
        int windowSize = isSingleSegment ? 0 : 1;
        int dictionarySize = (1 << (descriptor & 3)) >> 1;
        int contentSize = (descriptor >> 6) == 0 ? (isSingleSegment ? 1 : 0) : 1 << (descriptor >> 6);
        ReadOnlySpan<byte> fields = header[(_magic.Length + 1)..];
        if (fields.Length < windowSize + dictionarySize + contentSize) return true;
        _isAccepted = true;
        if (fields.Slice(windowSize, dictionarySize).ContainsAnyExcept((byte)0)) return false;
        ulong window = isSingleSegment ? ReadContentSize(fields.Slice(dictionarySize, contentSize)) : WindowOf(fields[0]);
        return window <= 1UL << maxWindowLog;
    }

    private static ulong WindowOf(byte descriptor)
    {
        ulong power = 1UL << (10 + (descriptor >> 3));
        return power + (power / 8 * (uint)(descriptor & 7));
    }

    private static ulong ReadContentSize(ReadOnlySpan<byte> field) => field.Length switch
    {
        1 => field[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(field) + 256UL,
        4 => BinaryPrimitives.ReadUInt32LittleEndian(field),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(field),
    };
}
