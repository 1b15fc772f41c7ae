namespace OpenMemory;

/// <summary>
/// Writes a <c>.mg</c> file, or several (§11). Grains are streamed into temporary files in the same folder: memory holds buffers of
/// some 100 MB at most, the largest grain, and one bit for each grain where duplicates were dropped. The file appears under its name only when <see cref="Complete"/> has written and
/// flushed all of it: whatever happens before leaves the old file, or none.
/// </summary>
/// <remarks>Not safe to use from several threads at once.</remarks>
public sealed partial class MgFileWriter : IDisposable
{
    private readonly MgWriterOptions _options;
    private readonly string? _path;
    private readonly Stream? _stream;
    private readonly GrainSpool _spool;
    private bool _isCompleted, _isBroken, _isSearched;
    private long _bytes;

    private MgFileWriter(string? path, Stream? stream, MgWriterOptions options)
    {
        if (options.Codec is { Id: not (1 or 2) } codec) throw new ArgumentException($"A .mg file knows the codecs 1 and 2, not {codec.Id} (OMS-11.3-2).", nameof(options));
        _path = path;
        _stream = stream;
        _options = options;
        _spool = new GrainSpool(path is null ? null : Path.GetDirectoryName(path), options.Sorted, !options.KeepDuplicates);
    }

    /// <summary>The number of grains that were added, duplicates included.</summary>
    public long Added => _spool.Added;

    /// <summary>
    /// Index state to write behind the grains (§11.7). Entries of grains that are not in the file are left out of it. Null
    /// writes no manifest. It may be set at any time before <see cref="Complete"/>; export portable state always (OMS-11.7-1).
    /// </summary>
    public IndexManifest? Manifest { get; set; }

    /// <summary>Begins a file. Temporary files stand in the same folder.</summary>
    /// <param name="path">Where the file will appear; an existing file is replaced at the end.</param>
    /// <param name="options">Order, duplicates, compression, volumes.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="IOException">A set of volumes of that name exists, or a part of one.</exception>
    public static MgFileWriter Create(string path, MgWriterOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        if (new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target) path = target.FullName;
        MgVolumeNames.RefuseExisting(path);
        return new(path, null, options);
    }

    /// <summary>
    /// Begins one of many files in a folder that the caller has looked through, once for all of them: there are no volumes of
    /// this name (<see cref="MgVolumeNames.WholesIn"/>), and leftovers are gone.
    /// </summary>
    internal static MgFileWriter CreateInSearchedFolder(string path, MgWriterOptions options)
    {
        path = Path.GetFullPath(path);
        return new FileInfo(path).LinkTarget is null ? new(path, null, options) { _isSearched = true } : Create(path, options);
    }

    /// <summary>Begins a file that goes to a stream, which is written only by <see cref="Complete"/> and stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="options">Order, duplicates, compression; a stream has no volumes.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="ArgumentException">Volumes are wanted.</exception>
    public static MgFileWriter Create(Stream stream, MgWriterOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (options.Volumes) throw new ArgumentException("A stream has no volumes.", nameof(options));
        return new(null, stream, options);
    }

    /// <summary>
    /// Begins a file with all grains and the manifest of an existing one. Appending writes the file anew: the old one stays as it
    /// is until <see cref="Complete"/> replaces it in one step.
    /// </summary>
    /// <param name="path">The file; there may be none yet.</param>
    /// <param name="options">Order, duplicates, compression, volumes of the new file.</param>
    /// <param name="readerOptions">How the old file is opened.</param>
    /// <param name="grainOptions">How its grains are read.</param>
    /// <returns>The writer.</returns>
    /// <exception cref="OmsException">The old file, or a grain in it, is not sound.</exception>
    /// <exception cref="IOException">The old file cannot be read, or is a set of volumes.</exception>
    public static MgFileWriter Append(string path, MgWriterOptions options = default, MgReaderOptions readerOptions = default, GrainReadOptions grainOptions = default)
    {
        MgFileWriter writer = Create(path, options);
        try
        {
            if (!File.Exists(path)) return writer;
            using MgFileReader reader = MgFileReader.Open(path, readerOptions);
            using MgGrainEnumerator grains = reader.GetEnumerator();
            while (grains.MoveNext())
            {
                ReadOnlySpan<byte> element = grains.Current.Bytes;
                writer.Add(element, writer._spool.NeedsAddresses ? grains.GetAddress() : default, Parse(reader, grains.Current.Index, element, grainOptions));
            }
            writer.Manifest = reader.Manifest;
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Adds a grain; a signed one as its envelope .</summary>
    /// <param name="blob">The grain.</param>
    /// <exception cref="OmsException">The grain is signed and its envelope is not here (OMS-9.2-1), or its payload is compressed .</exception>
    public void Add(GrainBlob blob)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ThrowIfCompleted();
        ReadOnlySpan<byte> element = blob.Delivered.Span;
        if (CompressedPayload.IsIn(blob.Header.Flags))
            Throw.Fault(OmsErrorCode.NotSupported, "R-9", "A compressed payload is never written; one from another file goes along with that file", 1);
        Add(element, blob.Address, _options.Sorted ? SortEntry.TimeOf(blob.View()) : 0);
    }

    /// <summary>Validates a grain as it is delivered and adds it.</summary>
    /// <param name="blob">
    /// All bytes of the blob, or of the envelope of a signed one; they are written as they are, whatever the mode (OMS-L-2). No signature
    /// is verified.
    /// </param>
    /// <param name="options">How to read it; strict by default.</param>
    /// <exception cref="OmsException">The grain is not sound, or the signed flag and the envelope do not agree.</exception>
    public void Add(ReadOnlySpan<byte> blob, GrainReadOptions options = default)
    {
        ThrowIfCompleted();
        AddValidated(blob, MgElement.Parse(blob, options));
    }

    /// <summary>Validates a grain of another file and adds it.</summary>
    /// <param name="file">The file; its codecs expand a compressed payload for the check .</param>
    /// <param name="index">0 … <see cref="MgFileReader.Count"/> − 1.</param>
    /// <param name="options">How to read the grain; strict by default.</param>
    /// <exception cref="OmsException">The grain is not sound; the offset counts as in <see cref="MgFileReader.OffsetOf"/>.</exception>
    public void Add(MgFileReader file, int index, GrainReadOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        Add(file, index, file[index], options);
    }

    private void Add(MgFileReader file, int index, ReadOnlySpan<byte> blob, in GrainReadOptions options)
    {
        ThrowIfCompleted();
        AddValidated(blob, Parse(file, index, blob, options));
    }

    private static GrainView Parse(MgFileReader file, int index, ReadOnlySpan<byte> blob, in GrainReadOptions options)
    {
        if (!MgElement.TryParse(blob, options, null, out GrainView view, out OmsFault fault, file.Options.Codecs)) Throw.Fault(fault.At(file.OffsetOf(index)));
        return view;
    }

    /// <summary>Writes the file and makes it appear. No grain can be added afterwards.</summary>
    /// <param name="progress">Told the number of bytes written, now and then.</param>
    /// <param name="cancellationToken">Stops the work; the old file stays.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="OmsException">The file would pass 4 GiB (OMS-11.4-5), or the codec's library is not installed.</exception>
    /// <exception cref="IOException">The disk is full, volumes of that name came up meanwhile, or the like; the old file stays.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public MgWriteResult Complete(IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ThrowIfCompleted();
        _isCompleted = true;
        _spool.Finish(cancellationToken);
        List<MgVolume> volumes = MgVolume.Cut(_spool.Read(), _options, cancellationToken);
        ProgressMeter? meter = progress is null ? null : new(progress, volumes.Sum(static volume => volume.RegionLength));
        MgFileBody body = new(_spool, _options, Manifest) { Progress = meter is null ? null : meter.Add, CancellationToken = cancellationToken };
        string[] files = [];
        if (_path is not null) files = MgFilePlacer.Write(_path, volumes, body, _isSearched);
        else
        {
            body.Write(_stream!, volumes[0]);
            _stream!.Flush();
        }
        return new MgWriteResult(_spool.Added - _spool.Dropped, _spool.Dropped, files);
    }

    /// <summary>Removes temporary files; a file that was not completed never appears.</summary>
    public void Dispose()
    {
        _isCompleted = true;
        _spool.Dispose();
    }

    /// <summary>Adds a grain that was validated; the view may be one over its expanded form .</summary>
    internal void AddValidated(ReadOnlySpan<byte> blob, GrainView view) =>
        Add(blob, _spool.NeedsAddresses ? MgElement.AddressOf(blob) : default, view);

    /// <summary>Adds a grain that was validated.</summary>
    /// <param name="blob">Its bytes as they are stored.</param>
    /// <param name="address">The address of its blob, where <see cref="GrainSpool.NeedsAddresses"/>.</param>
    /// <param name="view">The grain; of a compressed payload, a view over its expanded form.</param>
    internal void Add(ReadOnlySpan<byte> blob, in ContentAddress address, GrainView view)
    {
        ThrowIfCompleted();
        Add(blob, address, _options.Sorted ? SortEntry.TimeOf(view) : 0);
    }

    private void Add(ReadOnlySpan<byte> blob, in ContentAddress address, long time)
    {
        _bytes += blob.Length;
        // Duplicates are known at the end only, so that what is certain to be too much is what passes the limit without them.
        if (_options is { KeepDuplicates: true, Volumes: false } && MgFileHeader.Size + (4 * (_spool.Added + 1)) + _bytes - blob.Length > uint.MaxValue)
            Throw.Fault(OmsErrorCode.Range, "OMS-11.4-5", "The offsets of a .mg file end at 4 GiB; write volumes", _bytes);
        _isBroken = true; // until the grain is in: one that is half in would make a file that lacks it, or worse
        _spool.Add(blob, time, address);
        _isBroken = false;
    }

    private void ThrowIfCompleted()
    {
        if (_isCompleted) throw new InvalidOperationException("The file is complete.");
        if (_isBroken) throw new InvalidOperationException("Adding a grain has failed; begin anew.");
    }
}
