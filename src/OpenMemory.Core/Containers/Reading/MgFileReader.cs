using System.Buffers;
using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>
/// An open <c>.mg</c> file (§11). Opening proves the geometry; grains are then windows on the file, found by position without
/// copying. A large file is mapped into memory: it must not be cut short by others while it is open, or be opened with
/// <see cref="MgReaderOptions.NoMapping"/>. The region of a compressed file is decompressed at opening, a large one into a
/// temporary file without a name.
/// </summary>
/// <remarks>Reading is safe from several threads; spans are valid until <see cref="Dispose"/>.</remarks>
public sealed class MgFileReader : IDisposable
{
    private readonly Lock _lock = new();
    private volatile AddressTable? _addresses;

    private MgFileReader(MgLayout layout, MgReaderOptions options)
    {
        Layout = layout;
        Options = options;
    }

    /// <summary>The first 16 bytes.</summary>
    public MgFileHeader Header => Layout.Header;

    /// <summary>The number of grains.</summary>
    public int Count => (int)Header.GrainCount;

    /// <summary>The size of the file in bytes.</summary>
    public long Length => Layout.File.Length;

    /// <summary>The size of all grains in bytes, decompressed.</summary>
    public long RegionLength => Count == 0 ? 0 : Layout.RegionEnd - Layout.RegionStart;

    /// <summary>
    /// Index-layer state of the grains, or null where the file has none (§11.7). It is a claim of whoever wrote the file:
    /// <see cref="ManifestImport"/> says what of it can be applied.
    /// </summary>
    public IndexManifest? Manifest => Layout.Manifest;

    /// <summary>What the Compatible mode put up with at opening; empty in the Canonical mode.</summary>
    public IReadOnlyList<Deviation> Deviations => Layout.Tolerance?.Listed ?? [];

    /// <summary>The bytes of a grain as it is delivered, without copying: of a signed one, its envelope .</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such grain.</exception>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            long start = OffsetOf(index);
            return Region.Slice(start, (int)(OffsetOf(index + 1) - start));
        }
    }

    /// <summary>Where the file was opened; null of one in memory.</summary>
    internal string? FullPath { get; private set; }

    internal MgLayout Layout { get; }

    internal MgReaderOptions Options { get; }

    internal MgFileBytes Region => Layout.Region;

    /// <summary>Opens a file and proves its geometry.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Codecs, limits, strictness.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="OmsException">The file is malformed, or needs a codec that the options do not name.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MgFileReader Open(string path, MgReaderOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MgFileReader reader = Open(MgFileBytes.Open(path, !options.NoMapping), options);
        reader.FullPath = Path.GetFullPath(path);
        return reader;
    }

    /// <summary>Opens a file that is in memory.</summary>
    /// <param name="file">All bytes of the file; they must not change while it is open.</param>
    /// <param name="options">Codecs, limits, strictness.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="OmsException">The file is malformed, or needs a codec that the options do not name.</exception>
    public static MgFileReader Open(ReadOnlyMemory<byte> file, MgReaderOptions options = default) => Open(new MgFileBytes(file), options);

    /// <summary>
    /// Where a grain begins, counted from the beginning of the file; in a compressed file from the beginning of the
    /// decompressed region (OMS-11.4-1).
    /// </summary>
    /// <param name="index">0 … <see cref="Count"/>; the last one is where the grain region ends.</param>
    /// <returns>The offset in bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such grain.</exception>
    public long OffsetOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, (uint)Count, nameof(index));
        return index == Count ? Layout.RegionEnd : OffsetTable.Read(Layout.File, index) + Layout.Shift;
    }

    /// <summary>
    /// Goes through all grains in the order of the file, in a buffer of 1 MiB: <c>foreach (MgGrain grain in file)</c>. A pass over a
    /// large file this way does not fill the process with mapped pages, as going through the positions would.
    /// </summary>
    /// <returns>The enumerator.</returns>
    public MgGrainEnumerator GetEnumerator() => new(this);

    /// <summary>Reads the header of a grain and nothing else of it; of a signed one, the header inside its envelope.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <param name="header">The header.</param>
    /// <returns>False where the bytes begin with no header.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such grain.</exception>
    public bool TryReadHeader(int index, out GrainHeader header)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        long start = OffsetOf(index);
        Span<byte> beginning = stackalloc byte[GrainHeader.Size];
        beginning = beginning[..(int)Math.Clamp(OffsetOf(index + 1) - start, 0, GrainHeader.Size)];
        Region.Read(start, beginning);
        return MgElement.TryReadHeader(MgElement.IsEnvelope(beginning) ? this[index] : beginning, out header);
    }

    /// <summary>
    /// The positions of all grains whose headers match, in the order of the file. Nine bytes of each grain are read, of a signed one its
    /// envelope up to there.
    /// </summary>
    /// <param name="filter">What the headers must say.</param>
    /// <returns>The positions, found as they are enumerated; nothing is allocated.</returns>
    public GrainHeaderMatches Where(GrainHeaderFilter filter) => new(this, filter);

    /// <summary>Computes the address of a grain; of a signed one, that of the blob inside its envelope .</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <returns>The address.</returns>
    public ContentAddress GetAddress(int index) => MgElement.AddressOf(this[index]);

    /// <summary>Validates a grain and copies it, with its envelope where it came in one.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>The grain.</returns>
    /// <exception cref="OmsException">The grain is not sound; the offset counts as in <see cref="OffsetOf"/>.</exception>
    public GrainBlob GetBlob(int index, GrainReadOptions options = default)
    {
        ReadOnlySpan<byte> element = this[index];
        GrainView view = GetView(index, element, options);
        return GrainBlob.AdoptDelivered(element.ToArray(), view.IsCanonical);
    }

    /// <summary>Validates a grain without copying it.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>A view of the blob; of a signed grain, of the one inside its envelope.</returns>
    /// <exception cref="OmsException">The grain is not sound; the offset counts as in <see cref="OffsetOf"/>.</exception>
    public GrainView GetView(int index, GrainReadOptions options = default) => GetView(index, this[index], options);

    /// <summary>
    /// Finds a grain by its address. The first call reads the whole file once, on all cores, and keeps a table of 11 to 22 bytes
    /// for each grain; the answer is proved by computing the address of what was found.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="index">Its first position, or -1.</param>
    /// <returns>Whether the file holds it.</returns>
    /// <exception cref="OmsException"><c>ERR_NOT_SUPPORTED</c>: the file holds more than some 858 million grains.</exception>
    /// <exception cref="IOException">The file cannot be read, or was cut short while it was open; a later call tries again.</exception>
    public bool TryFind(ContentAddress address, out int index) => Addresses().TryFind(address, out index);

    /// <summary>Verifies the file up to a level on all cores, and reports everything that is wrong.</summary>
    /// <param name="level">How thoroughly.</param>
    /// <param name="options">How grains are read, where the level reads them; strict by default.</param>
    /// <param name="progress">Told the number of bytes done, now and then, from any thread.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The report, which is the same whatever the number of cores.</returns>
    /// <exception cref="OmsException">The codec of a compressed payload is not installed, or there are more grains than <see cref="TryFind"/> can take.</exception>
    /// <exception cref="IOException">The file cannot be read, or was cut short while it was open.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public MgVerifyReport Verify(
        MgCheck level, GrainReadOptions options = default, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new MgVerifier(this, level, options, progress, cancellationToken).Run();

    /// <summary>Closes the file; spans over it are invalid afterwards.</summary>
    public void Dispose() => Layout.Dispose();

    /// <summary>The address of a grain, read through the handle, for passes that survive a file that is cut short.</summary>
    internal ContentAddress ReadAddress(int index)
    {
        (long start, int length) = ReadRange(index);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(length, MgScan.MaxBuffer));
        try
        {
            return MgElement.AddressOf(Region.Slice(start, length, buffer));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private GrainView GetView(int index, ReadOnlySpan<byte> element, GrainReadOptions options)
    {
        if (!GrainView.TryParseDelivered(element, out GrainView view, out OmsFault fault, options)) Throw.Fault(fault.At(OffsetOf(index)));
        return view;
    }

    /// <summary>A copy of a grain as it is delivered, read through the handle.</summary>
    internal byte[] ReadElement(int index)
    {
        (long start, int length) = ReadRange(index);
        byte[] element = GC.AllocateUninitializedArray<byte>(length);
        Region.ReadThroughHandle(start, element);
        return element;
    }

    private (long Start, int Length) ReadRange(int index)
    {
        Span<byte> entries = stackalloc byte[8];
        bool isLast = index == Count - 1;
        Layout.File.ReadThroughHandle(MgFileHeader.Size + (4L * index), isLast ? entries[..4] : entries);
        long start = BinaryPrimitives.ReadUInt32BigEndian(entries) + Layout.Shift;
        long end = isLast ? Layout.RegionEnd : BinaryPrimitives.ReadUInt32BigEndian(entries[4..]) + Layout.Shift;
        if (end <= start || end > Layout.RegionEnd || end - start > OffsetTable.MaxGrainBytes) throw new IOException("The file was changed while it was open.");
        return (start, (int)(end - start));
    }

    private static MgFileReader Open(MgFileBytes bytes, MgReaderOptions options)
    {
        try
        {
            return new MgFileReader(MgGeometry.Prove(bytes, options), options);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>The table, built once however many threads ask; a failure is not kept.</summary>
    private AddressTable Addresses()
    {
        if (_addresses is { } built) return built;
        lock (_lock) return _addresses ??= BuildTable();
    }

    private AddressTable BuildTable()
    {
        AddressTable table = new(Count, ReadAddress);
        MgScan.Run(this, static () => new AddressBatch(), static (run, bytes, batch) => batch.Compute(run, bytes), (run, batch) =>
        {
            ReadOnlySpan<ContentAddress> addresses = batch.Addresses;
            for (int i = 0; i < addresses.Length; i++) table.AddOf(addresses, i, run.First);
        }, CancellationToken.None);
        return table;
    }
}
