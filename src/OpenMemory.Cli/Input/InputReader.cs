using System.Globalization;

namespace OpenMemory.Cli.Input;

/// <summary>An input file or standard input, cut into records: one JSON value or one line of hexadecimal each.</summary>
internal sealed class InputReader : IDisposable
{
    private readonly InputBuffer _buffer;
    private long _record = -1;
    private bool _byLine;

    private InputReader(InputBuffer buffer, string? path)
    {
        _buffer = buffer;
        Path = path;
        Format = buffer.Detect();
    }

    /// <summary>What the input is.</summary>
    internal InputFormat Format { get; }

    /// <summary>The file's path; null for standard input and for what else cannot be opened twice.</summary>
    internal string? Path { get; }

    /// <summary>Bytes that will be read from here, where that is known: from a file that is read to its end; otherwise 0.</summary>
    internal long Length => Path is null || Format == InputFormat.MgFile ? 0 : new FileInfo(Path).Length;

    /// <summary>Bytes that were read.</summary>
    internal long BytesRead => _buffer.BytesRead;

    /// <summary>Where the record being read stands, for a person.</summary>
    internal string Place => _byLine
        ? string.Create(CultureInfo.InvariantCulture, $"in line {_buffer.LineNumber}")
        : string.Create(CultureInfo.InvariantCulture, $"in grain {_record}, counted from 0");

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="UsageException">It cannot be opened, or is empty.</exception>
    internal static InputReader Open(string path, CommandContext context)
    {
        Stream stream = path == "-" ? context.Input : InputFile.OpenRead(path);
        InputReader reader = new(new InputBuffer(stream), path != "-" && stream.CanSeek ? path : null);
        if (reader.Format != InputFormat.Empty) return reader;
        reader.Dispose();
        throw new UsageException(path == "-" ? "standard input is empty" : $"the file is empty: {path}");
    }

    /// <summary>The records of a text input; each is valid until the next one is asked for.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> ReadRecords()
    {
        if (IsDocument())
        {
            foreach (ReadOnlyMemory<byte> value in ReadDocument()) yield return value;
            yield break;
        }
        _byLine = true;
        while (_buffer.TryReadLine(out ReadOnlyMemory<byte> line))
        {
            ReadOnlyMemory<byte> record = Trim(line);
            if (record.Length > 0) yield return record;
        }
    }

    /// <summary>The bytes of a raw blob, or of the envelope around one.</summary>
    internal ReadOnlyMemory<byte> ReadBlob() => _buffer.ReadUpTo(CodecLimits.Untrusted.MaxBlobBytes + EnvelopeView.MaxOverheadBytes + 1); // more is refused as too long

    /// <summary>Everything that is left, as a stream that is valid as long as this reader.</summary>
    internal InputStream OpenStream() => new(_buffer);

    /// <summary>Opens an input that is a <c>.mg</c> file.</summary>
    internal MgSource OpenMgFile(ReadingMode mode) => Path is null ? MgSource.Spool(_buffer.CopyTo, mode) : MgSource.Open(Path, mode);

    public void Dispose() => _buffer.Dispose();

    private IEnumerable<ReadOnlyMemory<byte>> ReadDocument()
    {
        ReadOnlyMemory<byte> document = _buffer.ReadUpTo(InputBuffer.MaxDocumentBytes);
        if (document.Length == InputBuffer.MaxDocumentBytes)
            throw new UsageException("the JSON document is too long to be read whole; JSON Lines may have any length");
        foreach (Range value in JsonDocuments.Split(document.Span))
        {
            _record++;
            yield return document[value];
        }
    }

    // An array is a document even when it stands in one line: its elements are the grains. So is an object of many lines.
    private bool IsDocument()
    {
        if (Format != InputFormat.Json) return false;
        if (_buffer.Next == '[') return true;
        bool isWhole = !_buffer.TryReadLine(out ReadOnlyMemory<byte> line) || JsonDocuments.IsWhole(line.Span);
        _buffer.Unread();
        return !isWhole;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line) => line.Trim(" \t\r"u8);
}
