using Microsoft.Win32.SafeHandles;

namespace OpenMemory;

/// <summary>
/// Bytes that are appended first and read afterwards: in memory while they are few, then in a file that has no name, so that
/// nothing is left of it when the process dies.
/// </summary>
internal sealed class ScratchFile(string? folder) : IDisposable
{
    private const int FirstSize = 1 << 14, MemorySize = 1 << 20;

    private byte[] _buffer = new byte[FirstSize];
    private FileStream? _file;
    private int _used;

    /// <summary>Bytes written so far.</summary>
    internal long Length { get; private set; }

    /// <summary>The file, or null while everything is in memory.</summary>
    internal SafeFileHandle? Handle => _file?.SafeFileHandle;

    /// <summary>What is in memory and not in the file.</summary>
    internal ReadOnlyMemory<byte> Buffered => _buffer.AsMemory(0, _used);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used) MakeRoom(bytes.Length);
        if (bytes.Length > _buffer.Length - _used) _file!.Write(bytes); // larger than the buffer, which is empty now
        else
        {
            bytes.CopyTo(_buffer.AsSpan(_used));
            _used += bytes.Length;
        }
        Length += bytes.Length;
    }

    /// <summary>Reads back a part; the caller knows that it was written.</summary>
    internal void Read(long offset, Span<byte> destination)
    {
        long inFile = Length - _used;
        if (offset >= inFile)
        {
            _buffer.AsSpan((int)(offset - inFile), destination.Length).CopyTo(destination);
            return;
        }
        int fromFile = (int)Math.Min(destination.Length, inFile - offset);
        for (int done = 0; done < fromFile;)
        {
            int read = RandomAccess.Read(_file!.SafeFileHandle, destination[done..fromFile], offset + done);
            if (read == 0) throw new EndOfStreamException("The temporary file was cut short.");
            done += read;
        }
        if (fromFile < destination.Length) Read(inFile, destination[fromFile..]);
    }

    /// <summary>Moves everything into the file, whatever the size.</summary>
    internal void Flush()
    {
        _file ??= Open(folder ?? Path.GetTempPath());
        _file.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    public void Dispose() => _file?.Dispose();

    private void MakeRoom(int length)
    {
        if (_file is null && _used + (long)length <= MemorySize)
        {
            Array.Resize(ref _buffer, (int)Math.Min(MemorySize, Math.Max(2L * _buffer.Length, _used + (long)length)));
            return;
        }
        Flush();
        if (_buffer.Length < MemorySize) _buffer = new byte[MemorySize];
    }

    private static FileStream Open(string folder)
    {
        string path = Path.Combine(folder, $"{TemporaryFiles.ScratchPrefix}{Guid.NewGuid():N}{TemporaryFiles.Suffix}");
        FileStream file = new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        });
        if (!OperatingSystem.IsWindows()) File.Delete(path); // an open file outlives its name, and a killed process leaves nothing
        return file;
    }
}
