namespace OpenMemory.Store;

/// <summary>What was exported, and what of it could not be carried. Counts are exact; lists are bounded by <see cref="ExportOptions.MaxListed"/>.</summary>
public sealed class ExportReport
{
    internal ExportReport()
    {
    }

    /// <summary>The grains that were exported.</summary>
    public long Grains { get; internal init; }

    /// <summary>The entries of the manifest; 0 for a stream.</summary>
    public long Entries { get; internal init; }

    /// <summary>
    /// The grains whose portable index state was lost, because a stream has no manifest (§11.7): whoever reads it takes superseded,
    /// contradicted and retracted grains for current ones.
    /// </summary>
    public long StatesLost { get; internal init; }

    /// <summary>The grains that were not exported: ones that no file may hold. <see cref="Faults"/> has the first ones.</summary>
    public long NotExported { get; internal init; }

    /// <summary>The first grains that were not exported, and why.</summary>
    public IReadOnlyList<TransferFault> Faults { get; internal init; } = [];

    /// <summary>
    /// The superseding grains that a manifest has no place for, since it names one for each grain: the grains themselves are in the file,
    /// and say in <c>derived_from</c> what they replaced.
    /// </summary>
    public long ForksNotCarried { get; internal init; }

    /// <summary>The first forks of which a side was not carried.</summary>
    public IReadOnlyList<MgFork> Forks { get; internal init; } = [];

    /// <summary>
    /// The references to attachments, whose bytes no file of grains carries (OMS-7.1.1-8): copy them with
    /// <see cref="StoreExport.CopyContentAsync"/>. An attachment that two grains name counts twice.
    /// </summary>
    public long ContentReferences { get; internal init; }

    /// <summary>
    /// The grains that were deleted while the export ran and may be in it: whoever must not pass them on exports again.
    /// </summary>
    public long DeletedMeanwhile { get; internal init; }

    /// <summary>The change of the store up to which entries are known to be those of the export.</summary>
    public long LastChange { get; internal init; }

    /// <summary>The file or volumes that were written; empty for a stream.</summary>
    public IReadOnlyList<string> Files { get; internal init; } = [];
}
