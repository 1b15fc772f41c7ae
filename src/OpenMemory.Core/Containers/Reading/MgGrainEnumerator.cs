using System.Buffers;

namespace OpenMemory;

/// <summary>A pass over all grains of a file; see <see cref="MgFileReader.GetEnumerator"/>.</summary>
public ref struct MgGrainEnumerator
{
    private readonly MgFileReader _file;
    private byte[] _buffer = [];
    private GrainRun _run;
    private ReadOnlySpan<byte> _bytes;
    private int _index = -1;
    private long _start, _end;

    internal MgGrainEnumerator(MgFileReader file)
    {
        _file = file;
        _end = file.OffsetOf(0);
    }

    /// <summary>The grain.</summary>
    public readonly MgGrain Current => new(_index, _bytes[(int)(_start - _run.Start)..(int)(_end - _run.Start)]);

    /// <summary>Goes on to the next grain.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        if (_index + 1 >= _file.Count) return false;
        _index++;
        if (_index == _run.First + _run.Count) Fill();
        _start = _end;
        _end = _file.OffsetOf(_index + 1);
        return true;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _bytes = default;
    }

    private void Fill()
    {
        _run = MgScan.RunAt(_file, _index);
        if (_buffer.Length < _run.Length && !_file.Region.IsInMemory)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(_run.Length);
        }
        _bytes = _file.Region.Slice(_run.Start, _run.Length, _buffer);
    }
}
