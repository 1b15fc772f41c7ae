using OpenMemory.Signing;

namespace OpenMemory.Store;

/// <summary>How grains are imported. The default value suits files from strangers: strict reading, the footer verified, the manifest merged.</summary>
public sealed record ImportOptions
{
    /// <summary>The most grains that go into the store at once.</summary>
    public const int MaxBatchGrains = 4096;

    private readonly int _batchGrains = 256, _maxListed = 1000;

    /// <summary>Takes also what older versions and other implementations wrote, with marks.</summary>
    public static ImportOptions Compatible { get; } = new() { Reading = new() { Mode = ReadingMode.Compatible } };

    /// <summary>How strictly grains are read; strict by default. Their bytes are kept as they are in any mode (OMS-L-2).</summary>
    public GrainReadOptions Reading { get; init; }

    /// <summary>Says which grains are trusted; others are left out and counted. Null takes all.</summary>
    public TrustExaminer? Trust { get; init; }

    /// <summary>
    /// Which grains are taken; null for all. <see cref="GrainFilter.CurrentOnly"/> goes by the file's manifest.
    /// </summary>
    public GrainFilter? Filter { get; init; }

    /// <summary>How conflicts of index state are settled.</summary>
    public ManifestStrategy Strategy { get; init; }

    /// <summary>Ignores <c>access_count</c> and <c>last_accessed_at</c> of the manifest; by default the larger ones are kept (OMS-11.7-6).</summary>
    public bool ResetLocal { get; init; }

    /// <summary>
    /// Refuses a file whose footer is not that of its bytes, before anything is taken in (OMS-11.5-1). On by default; it costs one more
    /// pass over the file. Each grain is proved by its own address in any case.
    /// </summary>
    public bool VerifyFooter { get; init; } = true;

    /// <summary>
    /// Ends the import at the first grain that is refused, without its manifest; grains of the same batch may have been taken in. By
    /// default refused grains are left out and reported.
    /// </summary>
    public bool StopAtFirstFault { get; init; }

    /// <summary>How many grains go into the store at once, of at most some 4 MiB together: 1 … <see cref="MaxBatchGrains"/>, 256 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number outside.</exception>
    public int BatchGrains
    {
        get => _batchGrains;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(BatchGrains));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxBatchGrains, nameof(BatchGrains));
            _batchGrains = value;
        }
    }

    /// <summary>The most refused grains, and the most notices, that the report lists one by one; 1000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number.</exception>
    public int MaxListed
    {
        get => _maxListed;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaxListed));
            _maxListed = value;
        }
    }
}
