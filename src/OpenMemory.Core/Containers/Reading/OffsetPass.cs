using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>
/// Reads the offset index once, from its beginning to its end, and cuts the grains into runs. It goes through the file's
/// handle, and trusts what was proved at opening no longer: another process may have cut or overwritten the file.
/// </summary>
internal sealed class OffsetPass(MgFileReader file)
{
    // Runs are small enough that what is kept of each stays off the large object heap, which is rarely collected.
    private const int RunBytes = 1 << 18, RunGrains = 1 << 11, AtOnce = 1 << 14;

    private readonly byte[] _buffer = new byte[4 * (int)Math.Min(AtOnce, Math.Max(1L, file.Count))];
    private int _from, _to;

    /// <exception cref="IOException">The file was changed while it was open.</exception>
    internal IEnumerable<GrainRun> Runs()
    {
        List<int> ends = [];
        int first = 0;
        long start = file.Layout.RegionStart, end = start;
        for (int i = 0; i < file.Count; i++)
        {
            long next = i + 1 < file.Count ? Read(i + 1) : file.Layout.RegionEnd;
            if (next <= end || next > file.Layout.RegionEnd || next - end > OffsetTable.MaxGrainBytes) throw new IOException("The file was changed while it was open.");
            if (ends.Count == RunGrains || (ends.Count > 0 && next - start > RunBytes))
            {
                yield return new GrainRun(first, start, [.. ends]);
                (first, start) = (i, end);
                ends.Clear();
            }
            ends.Add((int)(next - start));
            end = next;
        }
        if (ends.Count > 0) yield return new GrainRun(first, start, [.. ends]);
    }

    private long Read(int index)
    {
        if (index >= _to)
        {
            int entries = Math.Min(_buffer.Length / 4, file.Count - index);
            file.Layout.File.ReadThroughHandle(MgFileHeader.Size + (4L * index), _buffer.AsSpan(0, 4 * entries));
            (_from, _to) = (index, index + entries);
        }
        return BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(4 * (index - _from))) + file.Layout.Shift;
    }
}
