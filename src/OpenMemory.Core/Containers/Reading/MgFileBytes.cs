using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace OpenMemory;

/// <summary>Bytes that are read at any place: in memory, mapped where the file is large, or through the file's handle.</summary>
internal sealed unsafe class MgFileBytes : IDisposable
{
    private const long MapFrom = 1 << 20;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly SafeFileHandle? _handle;
    private readonly IDisposable? _owner;
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _start;

    internal MgFileBytes(ReadOnlyMemory<byte> memory)
    {
        _memory = memory;
        Length = memory.Length;
    }

    private MgFileBytes(SafeFileHandle handle, IDisposable owner, long length, bool canMap)
    {
        _handle = handle;
        _owner = owner;
        Length = length;
        if (!canMap || length == 0) return;
        try
        {
            _map = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
            _start += _view.PointerOffset;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or OutOfMemoryException)
        {
            // This place cannot be mapped, there is no room in the address space, or the file has just been cut short: the handle does.
            _view?.Dispose();
            _map?.Dispose();
        }
    }

    internal long Length { get; }

    internal bool IsDisposed { get; private set; }

    /// <summary>Whether all bytes are in memory, so that a pass needs no buffer.</summary>
    internal bool IsInMemory => _handle is null;

    /// <summary>Whether the file is mapped, so that a window costs nothing.</summary>
    internal bool IsMapped => _start is not null;

    internal static MgFileBytes Open(string path, bool canMap)
    {
        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            long length = RandomAccess.GetLength(handle);
            if (length >= MapFrom) return new MgFileBytes(handle, handle, length, canMap);
            byte[] bytes = new byte[length];
            ReadAll(handle, bytes, 0);
            handle.Dispose();
            return new MgFileBytes(bytes);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>What was written to a scratch file, which from now on belongs to this.</summary>
    internal static MgFileBytes Over(ScratchFile scratch, bool canMap)
    {
        if (scratch.Handle is null) return new MgFileBytes(scratch.Buffered);
        scratch.Flush();
        return new MgFileBytes(scratch.Handle, scratch, scratch.Length, canMap);
    }

    /// <summary>A window; the caller has proved that it lies inside. A copy where the bytes are not addressable.</summary>
    internal ReadOnlySpan<byte> Slice(long offset, int length)
    {
        ThrowIfOutside(offset, length);
        if (_start is not null) return new ReadOnlySpan<byte>(_start + offset, length);
        if (_handle is null) return _memory.Span.Slice((int)offset, length);
        byte[] copy = new byte[length];
        ReadAll(_handle, copy, offset);
        return copy;
    }

    /// <summary>
    /// A window for a pass over the whole file. It goes through the buffer where there is a handle, so that a pass neither
    /// fills the process with mapped pages nor dies when the file is cut short.
    /// </summary>
    internal ReadOnlySpan<byte> Slice(long offset, int length, Span<byte> buffer)
    {
        if (_handle is null || length > buffer.Length) return Slice(offset, length);
        ThrowIfOutside(offset, length);
        ReadAll(_handle, buffer[..length], offset);
        return buffer[..length];
    }

    /// <summary>Copies a part, never through the map.</summary>
    internal void ReadThroughHandle(long offset, Span<byte> destination)
    {
        ReadOnlySpan<byte> bytes = Slice(offset, destination.Length, destination);
        if (_handle is null) bytes.CopyTo(destination);
    }

    /// <summary>Copies a part.</summary>
    internal void Read(long offset, Span<byte> destination)
    {
        ThrowIfOutside(offset, destination.Length);
        if (_start is not null) new ReadOnlySpan<byte>(_start + offset, destination.Length).CopyTo(destination);
        else if (_handle is null) _memory.Span.Slice((int)offset, destination.Length).CopyTo(destination);
        else ReadAll(_handle, destination, offset);
    }

    public void Dispose()
    {
        if (IsDisposed) return;
        IsDisposed = true;
        if (_start is not null) _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _map?.Dispose();
        _owner?.Dispose();
    }

    private static void ReadAll(SafeFileHandle handle, Span<byte> destination, long offset)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(handle, destination, offset);
            if (read == 0) throw new EndOfStreamException("The file was cut short while it was open.");
            destination = destination[read..];
            offset += read;
        }
    }

    private void ThrowIfOutside(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, typeof(MgFileReader));
        if (offset < 0 || length < 0 || offset > Length - length) throw new ArgumentOutOfRangeException(nameof(offset));
    }
}
