using System.Buffers;
using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>
/// A pass over all grains of a file; see <see cref="MgFileReader.GetEnumerator"/>. Both the offsets and the grains go through
/// buffers, so that the pass survives a file that is cut short meanwhile, with an <see cref="IOException"/>.
/// </summary>
public ref struct MgGrainEnumerator
{
    private const int RunBytes = 1 << 20, RunGrains = 1 << 12;

    private readonly MgFileReader _file;
    private byte[] _offsets = [], _buffer = [];
    private ReadOnlySpan<byte> _bytes;
    private int _index = -1, _first, _count;
    private long _runStart, _start, _end;
    private AddressBatch? _addresses;
    private int _addressed = -1; // the first grain of the run whose addresses were computed

    internal MgGrainEnumerator(MgFileReader file) => _file = file;

    /// <summary>The grain.</summary>
    public readonly MgGrain Current => new(_index, _bytes[(int)(_start - _runStart)..(int)(_end - _runStart)]);

    /// <summary>The address of the grain, computed together with those of its neighbours.</summary>
    internal ContentAddress GetAddress()
    {
        _addresses ??= new();
        if (_addressed != _first)
        {
            _addresses.Clear();
            for (int i = 0; i < _count; i++) _addresses.Add(_bytes, (int)((i == 0 ? _runStart : EndOf(_first + i - 1)) - _runStart), (int)(EndOf(_first + i) - _runStart));
            _addresses.Compute(_bytes);
            _addressed = _first;
        }
        return _addresses.Addresses[_index - _first];
    }

    /// <summary>Goes on to the next grain.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">The file was changed while it was open.</exception>
    public bool MoveNext()
    {
        if (_index + 1 >= _file.Count) return false;
        _index++;
        if (_index == _first + _count) Fill();
        _start = _index == _first ? _runStart : _end;
        _end = EndOf(_index);
        return true;
    }

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        if (_offsets.Length > 0) ArrayPool<byte>.Shared.Return(_offsets);
        _buffer = _offsets = [];
        _bytes = default;
    }

    private void Fill()
    {
        int entries = Math.Min(RunGrains + 1, _file.Count - _index);
        if (_offsets.Length == 0) _offsets = ArrayPool<byte>.Shared.Rent(4 * (RunGrains + 1));
        _file.Layout.File.ReadThroughHandle(MgFileHeader.Size + (4L * _index), _offsets.AsSpan(0, 4 * entries));
        _first = _index;
        _runStart = StartOf(0);
        long end = _runStart;
        for (_count = 0; _count < Math.Min(entries, RunGrains); _count++)
        {
            long next = EndOf(_first + _count);
            if (next <= end || next > _file.Layout.RegionEnd || next - end > OffsetTable.MaxGrainBytes) throw new IOException("The file was changed while it was open.");
            if (_count > 0 && next - _runStart > RunBytes) break;
            end = next;
        }
        int length = (int)(end - _runStart);
        if (!_file.Region.IsInMemory && _buffer.Length < Math.Min(length, MgScan.MaxBuffer))
        {
            byte[] small = _buffer;
            _buffer = [];
            if (small.Length > 0) ArrayPool<byte>.Shared.Return(small);
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(length, RunBytes, MgScan.MaxBuffer));
        }
        _bytes = _file.Region.Slice(_runStart, length, _buffer);
    }

    private readonly long EndOf(int index) => index + 1 < _file.Count ? StartOf(index + 1 - _first) : _file.Layout.RegionEnd;

    private readonly long StartOf(int entry) => BinaryPrimitives.ReadUInt32BigEndian(_offsets.AsSpan(4 * entry)) + _file.Layout.Shift;
}
