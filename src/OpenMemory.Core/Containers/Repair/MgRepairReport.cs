namespace OpenMemory;

/// <summary>What <see cref="MgRepair"/> found in a file.</summary>
public sealed record MgRepairReport
{
    /// <summary>The most lost ranges that are listed one by one.</summary>
    public const int MaxListed = 1000;

    private readonly List<MgLostRange> _lost = [];
    private readonly List<OmsFault> _faults = [];

    internal MgRepairReport()
    {
    }

    /// <summary>The number of grains that were handed to the writer, duplicates included.</summary>
    public long Salvaged { get; internal set; }

    /// <summary>The number of grains that the file had, by the place where its grain region begins or by its header; -1 where neither tells.</summary>
    public long Expected { get; internal set; } = -1;

    /// <summary>The parts of the file that are damaged or missing.</summary>
    public MgFileParts Damaged { get; private set; }

    /// <summary>What is wrong with the file apart from its grains; offsets count from the beginning of the file.</summary>
    public IReadOnlyList<OmsFault> Faults => _faults;

    /// <summary>The lost ranges in the order of the file, one for each grain where the offset index is sound; at most <see cref="MaxListed"/>.</summary>
    public IReadOnlyList<MgLostRange> Lost => _lost;

    /// <summary>The number of lost ranges, listed or not.</summary>
    public long LostCount { get; private set; }

    /// <summary>The number of bytes in all lost ranges.</summary>
    public long LostBytes { get; private set; }

    /// <summary>The index manifest that was handed to the writer, or null. The writer leaves out the entries of grains that are lost.</summary>
    public IndexManifest? Manifest { get; internal set; }

    /// <summary>
    /// Whether the footer matches the bytes before it: every salvaged grain is then the one that was written. Where it does not,
    /// salvaged grains are sound, but one whose damage left it sound cannot be told from the original: compare addresses.
    /// </summary>
    public bool IsProven { get; internal set; }

    /// <summary>Whether nothing was lost: every grain that the file had was salvaged, and its manifest where it had one.</summary>
    public bool IsComplete => LostCount == 0 && Expected >= 0 && Salvaged >= Expected && (Damaged & MgFileParts.Manifest) == 0;

    internal void Add(MgFileParts part, in OmsFault fault)
    {
        Damaged |= part;
        _faults.Add(fault);
    }

    internal void Add(MgFileParts part, string rule, string message, long offset) => Add(part, new OmsFault(OmsErrorCode.Corrupt, rule, message, offset));

    internal void Add(in MgLostRange range)
    {
        Damaged |= MgFileParts.Grains;
        LostBytes += range.Length;
        if (LostCount++ < MaxListed) _lost.Add(range);
    }
}
