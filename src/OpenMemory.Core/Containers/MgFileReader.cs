using System.Buffers.Binary;

namespace OpenMemory;

/// <summary>
/// An open <c>.mg</c> file (§11). Opening proves the geometry; grains are then windows on the file, found by position without
/// copying. A large file is mapped into memory: it must not be cut short by others while it is open.
/// </summary>
/// <remarks>Reading is safe from several threads; spans are valid until <see cref="Dispose"/>.</remarks>
public sealed class MgFileReader : IDisposable
{
    private readonly MgFileBytes _bytes;
    private readonly Lazy<Dictionary<ContentAddress, int>> _index;

    private MgFileReader(MgFileBytes bytes)
    {
        _bytes = bytes;
        Header = MgGeometry.Prove(bytes);
        _index = new(BuildIndex);
    }

    /// <summary>The first 16 bytes.</summary>
    public MgFileHeader Header { get; }

    /// <summary>The number of grains.</summary>
    public int Count => (int)Header.GrainCount;

    /// <summary>The size of the file in bytes.</summary>
    public long Length => _bytes.Length;

    /// <summary>The bytes of a grain, without copying.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such grain.</exception>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            long start = OffsetOf(index);
            return _bytes.Slice(start, (int)(OffsetOf(index + 1) - start));
        }
    }

    /// <summary>Opens a file and proves its geometry.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="OmsException">The file is malformed, or needs a capability that this version lacks.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MgFileReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(new MgFileBytes(path));
    }

    /// <summary>Opens a file that is in memory.</summary>
    /// <param name="file">All bytes of the file; they must not change while it is open.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="OmsException">The file is malformed, or needs a capability that this version lacks.</exception>
    public static MgFileReader Open(ReadOnlyMemory<byte> file) => Open(new MgFileBytes(file));

    /// <summary>Where a grain begins, counted from the beginning of the file.</summary>
    /// <param name="index">0 … <see cref="Count"/>; the last one is where the grain region ends.</param>
    /// <returns>The offset in bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such grain.</exception>
    public long OffsetOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, (uint)Count, nameof(index));
        return index == Count
            ? Length - MgFileHeader.FooterSize
            : BinaryPrimitives.ReadUInt32BigEndian(_bytes.Slice(MgFileHeader.Size + (4L * index), 4));
    }

    /// <summary>Computes the address of a grain.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <returns>The address.</returns>
    public ContentAddress GetAddress(int index) => ContentAddress.Compute(this[index]);

    /// <summary>Validates a grain and copies it.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>The grain.</returns>
    /// <exception cref="OmsException">The grain is not sound; the offset counts from the beginning of the file.</exception>
    public GrainBlob GetBlob(int index, GrainReadOptions options = default)
    {
        ReadOnlySpan<byte> blob = this[index];
        if (!GrainView.TryParse(blob, out GrainView view, out OmsFault fault, options)) Throw.Fault(fault.At(OffsetOf(index)));
        return GrainBlob.Adopt(blob.ToArray(), view.IsCanonical);
    }

    /// <summary>Finds a grain by its address. The first call reads the whole file once and keeps 48 bytes for each grain.</summary>
    /// <param name="address">The address.</param>
    /// <param name="index">Its first position, or -1.</param>
    /// <returns>Whether the file holds it.</returns>
    public bool TryFind(ContentAddress address, out int index)
    {
        bool found = _index.Value.TryGetValue(address, out index);
        if (!found) index = -1;
        return found;
    }

    /// <summary>Verifies the file up to a level, and reports everything that is wrong.</summary>
    /// <param name="level">How thoroughly.</param>
    /// <param name="options">How grains are read, where the level reads them; strict by default.</param>
    /// <param name="progress">Told the number of bytes done, now and then.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The report.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public MgVerifyReport Verify(
        MgCheck level, GrainReadOptions options = default, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        MgVerifyReport report = new(level, Count);
        if (level >= MgCheck.Checksum) MgVerifier.CheckFooter(_bytes, report, progress, cancellationToken);
        if (level >= MgCheck.Addresses) MgVerifier.CheckAddresses(this, options.Mode, report, cancellationToken);
        if (level >= MgCheck.Canonical) MgVerifier.CheckGrains(this, options, report, progress, cancellationToken);
        return report;
    }

    /// <summary>Closes the file; spans over it are invalid afterwards.</summary>
    public void Dispose() => _bytes.Dispose();

    private static MgFileReader Open(MgFileBytes bytes)
    {
        try
        {
            return new MgFileReader(bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private Dictionary<ContentAddress, int> BuildIndex()
    {
        Dictionary<ContentAddress, int> index = new(Count);
        for (int i = 0; i < Count; i++) index.TryAdd(GetAddress(i), i);
        return index;
    }
}
