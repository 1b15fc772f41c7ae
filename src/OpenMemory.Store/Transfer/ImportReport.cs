using OpenMemory.Signing;

namespace OpenMemory.Store;

/// <summary>What became of an import. Counts are exact; lists are bounded by <see cref="ImportOptions.MaxListed"/>. Immutable.</summary>
public sealed class ImportReport
{
    internal ImportReport()
    {
    }

    /// <summary>The grains that the store took in.</summary>
    public long Added { get; internal init; }

    /// <summary>The grains that it held already.</summary>
    public long Existing { get; internal init; }

    /// <summary>The grains that were deleted there before, and stay so (OMS-28.4-6).</summary>
    public long Deleted { get; internal init; }

    /// <summary>The grains that are not sound, or that the store refused; <see cref="Faults"/> has the first ones.</summary>
    public long Refused { get; internal init; }

    /// <summary>The grains that the trust policy left out, unsound ones included; <see cref="Trust"/> says why.</summary>
    public long Untrusted { get; internal init; }

    /// <summary>The grains that the filter left out.</summary>
    public long LeftOut { get; internal init; }

    /// <summary>The grains that were taken in with a mark: something about them is worth a look.</summary>
    public long Marked { get; internal init; }

    /// <summary>All grains that were read.</summary>
    public long Grains => Added + Existing + Deleted + Refused + Untrusted + LeftOut;

    /// <summary>The first refused grains, in order.</summary>
    public IReadOnlyList<TransferFault> Faults { get; internal init; } = [];

    /// <summary>What the trust policy said; null where there is none.</summary>
    public TrustReport? Trust { get; internal init; }

    /// <summary>The manifest's entries that changed the store.</summary>
    public long EntriesApplied { get; internal init; }

    /// <summary>The entries of which nothing was new or admissible.</summary>
    public long EntriesUnchanged { get; internal init; }

    /// <summary>
    /// The entries that were not offered to the store: their grains were left out, refused or deleted, are not in the file, or the strategy
    /// passes them over.
    /// </summary>
    public long EntriesLeftOut { get; internal init; }

    /// <summary>The entries that §23 did not admit on a protected grain.</summary>
    public long EntriesDenied { get; internal init; }

    /// <summary>The first notices of what was not applied, and why.</summary>
    public IReadOnlyList<ManifestNotice> Notices { get; internal init; } = [];

    /// <summary>How many notices there are of each kind; kinds without any are not in it.</summary>
    public IReadOnlyDictionary<ManifestNoticeKind, long> NoticeCounts { get; internal init; } = new Dictionary<ManifestNoticeKind, long>();

    /// <summary>The entries that name another successor than the store: chains with several heads .</summary>
    public long Forks => NoticeCounts.GetValueOrDefault(ManifestNoticeKind.Fork);

    /// <summary>Why a stream broke off before its end; the default value where it did not.</summary>
    public OmsFault BrokenOff { get; internal init; }

    /// <summary>Whether everything was read and the manifest gone through: neither a fault nor a broken stream ended the import early.</summary>
    public bool IsComplete { get; internal init; }

    /// <summary>Whether the store changed: doing an import again changes nothing.</summary>
    public bool IsChanged => Added > 0 || EntriesApplied > 0;
}
