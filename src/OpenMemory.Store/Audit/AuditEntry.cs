namespace OpenMemory.Store;

/// <summary>
/// One act in a store's audit chain. Each entry holds the hash of the one before, so that none can be changed, left out or moved without
/// the chain showing it; cutting off the newest shows to whoever keeps a later one.
/// </summary>
/// <param name="Number">1 for the first entry of a store, and so on.</param>
/// <param name="Act">What was done.</param>
/// <param name="At">When, by the store's clock.</param>
/// <param name="Grain">The grain it was done to; null for acts on many.</param>
/// <param name="Other">The other grain, where there is one.</param>
/// <param name="Record">The audit Observation that was written with it, where there is one.</param>
/// <param name="Actor">Who did it, as the caller named them; null where nobody was named.</param>
/// <param name="Detail">The reason, or what else is to be said; null for nothing.</param>
/// <param name="Previous">The <see cref="Hash"/> of the entry before; zeros in the first one.</param>
public sealed record AuditEntry(
    long Number, AuditAct Act, EpochMilliseconds At, ContentAddress? Grain, ContentAddress? Other, ContentAddress? Record, string? Actor,
    string? Detail, ContentAddress Previous)
{
    /// <summary>SHA-256 of <see cref="ToBytes"/>: what the next entry holds.</summary>
    public ContentAddress Hash => ContentAddress.Compute(ToBytes());

    /// <summary>The entry as a canonical MessagePack map with the keys <c>act actor at detail grain n other prev rec v</c>; what is absent is left out.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBytes() => throw new NotImplementedException();
}
