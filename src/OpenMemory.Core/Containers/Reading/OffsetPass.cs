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
    private int _from, _to, _index;
    private long _start = file.Layout.RegionStart;

    /// <summary>Goes on to the next run.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">The file was changed while it was open.</exception>
    internal bool TryNext(GrainRun run)
    {
        run.Begin(_index, _start);
        for (long end = _start; _index < file.Count && run.Count < RunGrains; _index++)
        {
            long next = _index + 1 < file.Count ? Read(_index + 1) : file.Layout.RegionEnd;
            if (next <= end || next > file.Layout.RegionEnd || next - end > OffsetTable.MaxGrainBytes) throw new IOException("The file was changed while it was open.");
            if (run.Count > 0 && next - run.Start > RunBytes) break;
            run.Add((int)(next - run.Start));
            _start = end = next;
        }
        return run.Count > 0;
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
