namespace OpenMemory.Erasure;

/// <summary>Checks that the receipts of a store are all there and as they were.</summary>
public static class ErasureReceiptChain
{
    private const string Rule = "R-51";

    /// <summary>
    /// Checks that each receipt follows the one before, from number 1. A chain whose newest receipts were cut off is sound in itself:
    /// whoever kept a later receipt gives it as the anchor, which must be in the chain, at its place and unchanged.
    /// </summary>
    /// <param name="receipts">All receipts of a store, in their order.</param>
    /// <param name="anchor">A receipt of the same store that was kept elsewhere, best the newest one; null where there is none.</param>
    /// <returns>
    /// The first fault, <c>ERR_INTEGRITY</c> with the receipt's place in <see cref="OmsFault.Field"/>, or the default value where there
    /// is none.
    /// </returns>
    public static OmsFault Verify(IEnumerable<ErasureReceipt> receipts, ErasureReceipt? anchor = null)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        long number = 0;
        ContentAddress previous = default;
        foreach (ErasureReceipt receipt in receipts)
        {
            ArgumentNullException.ThrowIfNull(receipt, nameof(receipts));
            number++;
            if (receipt.Number != number) return Fault(number, "A receipt is missing or stands at another place");
            if (!receipt.Previous.FixedTimeEquals(previous)) return Fault(number, "A receipt does not follow the one before");
            if (receipt.Number == anchor?.Number && receipt != anchor) return Fault(number, "A receipt differs from the one that was kept");
            previous = receipt.Hash;
        }
        return anchor is null || (anchor.Number > 0 && anchor.Number <= number) ? default : Fault(number + 1, "The receipt that was kept, and what came before it, is missing");
    }

    private static OmsFault Fault(long number, string message) =>
        new(OmsErrorCode.Integrity, Rule, message, Field: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"receipts[{number - 1}]"));
}
