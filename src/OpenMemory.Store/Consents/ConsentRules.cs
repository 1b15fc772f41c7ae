using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>What Consents ask of a store (§8.10, §23.2, R-36).</summary>
internal static class ConsentRules
{
    /// <summary>
    /// Why a grain that rests on a Consent must not be written now: the Consent was withdrawn (OMS-8.10-2), or what became of it cannot be
    /// seen; the default value where it may. A Consent that never was here is not asked about.
    /// </summary>
    internal static OmsFault CheckWrite(IStoreReader reader, GrainView grain)
    {
        if (!ConsentFields.TryGetBasis(grain, out ContentAddress basis)) return default;
        if (reader.IsDeleted(basis)) return Denied("The Consent in processing_basis was deleted, and with it whether it was withdrawn");
        if (!reader.TryGet(basis, out GrainRow row) || row.Blob.Header.Type != GrainType.Consent) return default;
        return ChainOf(reader).Judge(basis) switch
        {
            ConsentStanding.Standing => default,
            ConsentStanding.Withdrawn => Denied("The Consent in processing_basis was withdrawn"),
            _ => Denied("Whether the Consent in processing_basis was withdrawn cannot be seen; name the one that took its place"),
        };
    }

    /// <summary>
    /// Why a Consent must not be deleted by itself: it was withdrawn, or withdraws, and both stay for audit (OMS-8.10-4); the default value
    /// where it may, or is none. A person's erasure takes them along.
    /// </summary>
    internal static OmsFault CheckDelete(IStoreReader reader, GrainBlob grain) =>
        ConsentFields.IsConsent(grain) && ChainOf(reader).Judge(grain.Address) == ConsentStanding.Withdrawn
            ? new(OmsErrorCode.InvalidationDenied, "OMS-8.10-4", "A withdrawn Consent and its withdrawal are kept")
            : default;

    /// <summary>The grains that withdrawals make due (OMS-23.2-2), by deadline, then address.</summary>
    internal static IReadOnlyList<ConsentCascadeItem> FindDue(IStoreReader reader, TimeSpan deadline, EpochMilliseconds now)
    {
        ConsentChain chain = ChainOf(reader);
        Dictionary<ContentAddress, ConsentCascadeItem> due = [];
        foreach (GrainRow withdrawal in reader.QueryAll(new() { Types = [GrainType.Consent], Where = [new(Field.IsWithdrawal, true)], Status = GrainStatus.Any, IncludeCold = true }))
        {
            EpochMilliseconds until = withdrawal.AcceptedAt.Value + (long)deadline.TotalMilliseconds;
            foreach (ContentAddress consent in chain.EndedBy(withdrawal.Blob.Address))
            {
                foreach (GrainRow row in RestingOn(reader, consent))
                {
                    // A Consent is kept, and no run forgets it, whatever it says of itself (OMS-8.10-3, OMS-8.10-4).
                    if (row.Blob.Header.Type == GrainType.Consent) continue;
                    if (GrainProtection.Read(row.Blob.View()).EffectiveMode(now, row.Entry.IsHoldLifted) != InvalidationMode.ConsentCascade) continue;
                    ContentAddress address = row.Blob.Address;
                    if (!due.TryGetValue(address, out ConsentCascadeItem? earlier) || until.CompareTo(earlier.Deadline) < 0)
                        due[address] = new(address, consent, withdrawal.Blob.Address, until);
                }
            }
        }
        return [.. due.Values.OrderBy(static item => item.Deadline).ThenBy(static item => item.Address)];
    }

    private static ConsentChain ChainOf(IStoreReader reader) => new(address => reader.TryGet(address, out GrainRow row) ? (row.Blob, row.Entry) : null);

    private static IEnumerable<GrainRow> RestingOn(IStoreReader reader, ContentAddress consent) =>
        ReferenceForms.Of(consent).SelectMany(name => reader.QueryAll(new() { Where = [new(Field.ProcessingBasis, name)], Status = GrainStatus.Any, IncludeCold = true }));

    private static OmsFault Denied(string message) => new(OmsErrorCode.InvalidationDenied, "OMS-8.10-2", message, -1, "processing_basis");
}
