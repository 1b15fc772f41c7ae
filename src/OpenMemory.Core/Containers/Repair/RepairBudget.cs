namespace OpenMemory;

/// <summary>
/// Bounds what is spent on bytes that turn out to be no grain. An honest file spends a few times what is damaged; one made of
/// beginnings that fail late would take quadratic time.
/// </summary>
internal sealed class RepairBudget(long regionBytes, MgReaderOptions options)
{
    private const int LeastWork = 1 << 20, WorkPerByte = 8, CostOfAttempt = 16;

    private long _work = LeastWork + (WorkPerByte * regionBytes), _expansion = CompressedRegion.ByRatio(regionBytes, options);

    internal bool IsExhausted => _work <= 0;

    /// <summary>How much compressed payloads may still expand to.</summary>
    internal long Expansion => _expansion;

    /// <summary>Charges an attempt that failed after looking at so many bytes.</summary>
    internal void Charge(long bytes) => _work -= bytes + CostOfAttempt;

    internal void ChargeExpansion(long bytes) => _expansion -= bytes;
}
