namespace OpenMemory;

/// <summary>
/// Writes a <c>.mg</c> file (§11). Grains are streamed; memory holds 4 bytes for each, 48 more when duplicates are dropped,
/// and 48 more when the file is sorted. The file appears under its name only when <see cref="Complete"/> has written and
/// flushed all of it: whatever happens before leaves the old file, or none.
/// </summary>
public sealed class MgFileWriter : IDisposable
{
    private readonly MgWriterOptions _options;
    private readonly string? _path;
    private readonly Stream? _stream;
    private readonly RegionSpool _region;
    private readonly List<uint> _offsets = [];
    private readonly List<SortEntry> _order = [];
    private readonly HashSet<ContentAddress>? _seen;
    private bool _completed;

    private MgFileWriter(string? path, Stream? stream, MgWriterOptions options)
    {
        _path = path;
        _stream = stream;
        _options = options;
        _region = new RegionSpool(path is null ? null : Path.GetDirectoryName(path));
        _seen = options.KeepDuplicates ? null : [];
    }

    /// <summary>The number of grains in the file so far.</summary>
    public int Count => _offsets.Count;

    /// <summary>The number of grains that were dropped as duplicates.</summary>
    public long Dropped { get; private set; }

    /// <summary>Begins a file. Temporary files stand in the same folder.</summary>
    /// <param name="path">Where the file will appear; an existing file is replaced at the end.</param>
    /// <param name="options">Order and duplicates.</param>
    /// <returns>The writer.</returns>
    public static MgFileWriter Create(string path, MgWriterOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(Path.GetFullPath(path), null, options);
    }

    /// <summary>Begins a file that goes to a stream, which is written only by <see cref="Complete"/> and stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="options">Order and duplicates.</param>
    /// <returns>The writer.</returns>
    public static MgFileWriter Create(Stream stream, MgWriterOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new(null, stream, options);
    }

    /// <summary>Adds a grain.</summary>
    /// <param name="blob">The grain.</param>
    /// <returns>False when it was dropped as a duplicate.</returns>
    /// <exception cref="OmsException">The file would pass 4 GiB (OMS-11.4-5), or the grain needs an envelope (OMS-9.2-1).</exception>
    public bool Add(GrainBlob blob)
    {
        ArgumentNullException.ThrowIfNull(blob);
        if ((blob.Header.Flags & GrainFlags.Signed) != 0)
            Throw.Fault(OmsErrorCode.SignedMismatch, "OMS-9.2-1", "A signed grain goes into a file inside its envelope only", 1);
        return Add(blob.Span, blob.Address, blob.View());
    }

    /// <summary>Validates a blob and adds it.</summary>
    /// <param name="blob">All bytes of the blob; they are written as they are, whatever the mode (OMS-L-2).</param>
    /// <param name="options">How to read it; strict by default.</param>
    /// <returns>False when it was dropped as a duplicate.</returns>
    /// <exception cref="OmsException">The blob is not sound, or the file would pass 4 GiB (OMS-11.4-5).</exception>
    public bool Add(ReadOnlySpan<byte> blob, GrainReadOptions options = default)
    {
        GrainView view = GrainView.Parse(blob, options with { InsideEnvelope = false });
        bool needsAddress = _seen is not null || _options.Sorted;
        return Add(blob, needsAddress ? view.ComputeAddress() : default, view);
    }

    /// <summary>Writes the file and makes it appear. No grain can be added afterwards.</summary>
    public void Complete()
    {
        ThrowIfCompleted();
        _completed = true;
        _region.EndWriting();
        if (_stream is not null)
        {
            MgFileBody.Write(_stream, Header(), _offsets, Order(), _region);
            _stream.Flush();
            return;
        }
        string temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                MgFileBody.Write(file, Header(), _offsets, Order(), _region);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, _path!, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Removes temporary files; a file that was not completed never appears.</summary>
    public void Dispose()
    {
        _completed = true;
        _region.Dispose();
    }

    private bool Add(ReadOnlySpan<byte> blob, ContentAddress address, GrainView view)
    {
        ThrowIfCompleted();
        if (_seen is not null && _seen.Contains(address))
        {
            Dropped++;
            return false;
        }
        if (MgFileHeader.Size + (4L * (Count + 1)) + _region.Length > uint.MaxValue)
            Throw.Fault(OmsErrorCode.Range, "OMS-11.4-5", "The offsets of a .mg file end at 4 GiB; write several files", _region.Length);
        _seen?.Add(address);
        if (_options.Sorted) _order.Add(new SortEntry(SortEntry.TimeOf(view), address, Count, blob.Length));
        _offsets.Add((uint)_region.Length);
        _region.Write(blob);
        return true;
    }

    private List<SortEntry>? Order()
    {
        if (!_options.Sorted) return null;
        _order.Sort();
        return _order;
    }

    private MgFileHeader Header()
    {
        MgFileFlags flags = (_options.Sorted ? MgFileFlags.Sorted : 0) | (_seen is not null ? MgFileFlags.Deduplicated : 0);
        return new MgFileHeader(flags, (uint)Count, FieldMapVersion: 1, Codec: 0);
    }

    private void ThrowIfCompleted()
    {
        if (_completed) throw new InvalidOperationException("The file is complete.");
    }
}
