namespace OpenMemory;

/// <summary>
/// Holds a file's grain region until the number of grains is known, because the index stands before it: in memory while it
/// is small, then in a temporary file.
/// </summary>
internal sealed class RegionSpool(string? folder) : IDisposable
{
    private const int MemorySize = 1 << 20;

    private readonly byte[] _buffer = new byte[MemorySize];
    private FileStream? _file;
    private int _used;

    /// <summary>Bytes written so far.</summary>
    internal long Length { get; private set; }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (bytes.Length > MemorySize - _used) Flush();
        if (bytes.Length > MemorySize) _file!.Write(bytes);
        else
        {
            bytes.CopyTo(_buffer.AsSpan(_used));
            _used += bytes.Length;
        }
    }

    /// <summary>Reads back a part, after the last write.</summary>
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

    /// <summary>Makes everything readable by <see cref="Read"/>.</summary>
    internal void EndWriting() => _file?.Flush();

    public void Dispose() => _file?.Dispose();

    private void Flush()
    {
        _file ??= new FileStream(
            Path.Combine(folder ?? Path.GetTempPath(), $".mg-{Guid.NewGuid():N}.tmp"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0, Options = FileOptions.DeleteOnClose });
        _file.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
