using System.IO.MemoryMappedFiles;

namespace OpenMemory;

/// <summary>The bytes of an open file: in memory, or mapped where the file is large.</summary>
internal sealed unsafe class MgFileBytes : IDisposable
{
    private const long MapFrom = 1 << 20;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _start;

    internal MgFileBytes(ReadOnlyMemory<byte> memory)
    {
        _memory = memory;
        Length = memory.Length;
    }

    internal MgFileBytes(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Length = stream.Length;
        if (Length < MapFrom)
        {
            byte[] bytes = new byte[Length];
            stream.ReadExactly(bytes);
            _memory = bytes;
            return;
        }
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    internal long Length { get; }

    internal bool IsDisposed { get; private set; }

    /// <summary>A window; the caller has proved that it lies inside.</summary>
    internal ReadOnlySpan<byte> Slice(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, typeof(MgFileReader));
        if ((ulong)offset + (uint)length > (ulong)Length) throw new ArgumentOutOfRangeException(nameof(offset));
        return _start is null ? _memory.Span.Slice((int)offset, length) : new ReadOnlySpan<byte>(_start + offset, length);
    }

    public void Dispose()
    {
        if (IsDisposed) return;
        IsDisposed = true;
        if (_start is not null) _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _file?.Dispose();
    }
}
