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
    private const int Version = 1;

    /// <summary>SHA-256 of <see cref="ToBytes"/>: what the next entry holds.</summary>
    public ContentAddress Hash => ContentAddress.Compute(ToBytes());

    /// <summary>The entry as a canonical MessagePack map with the keys <c>act actor at detail grain n other prev rec v</c>; what is absent is left out.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBytes()
    {
        CanonicalWriter writer = new();
        writer.Reset(0, new(int.MaxValue, 1), []);
        writer.BeginMap();
        writer.WriteKey("act"u8);
        writer.WriteInteger((long)Act);
        WriteText(writer, "actor"u8, Actor);
        writer.WriteKey("at"u8);
        writer.WriteInteger(At.Value);
        WriteText(writer, "detail"u8, Detail);
        WriteAddress(writer, "grain"u8, Grain);
        writer.WriteKey("n"u8);
        writer.WriteInteger(Number);
        WriteAddress(writer, "other"u8, Other);
        WriteAddress(writer, "prev"u8, Previous);
        WriteAddress(writer, "rec"u8, Record);
        writer.WriteKey("v"u8);
        writer.WriteInteger(Version);
        writer.EndMap();
        return writer.Written.ToArray();
    }

    /// <summary>Makes the entry that follows another one.</summary>
    internal static AuditEntry After(
        AuditEntry? previous, AuditAct act, EpochMilliseconds at, ContentAddress? grain, ContentAddress? other, ContentAddress? record, string? actor, string? detail) =>
        new((previous?.Number ?? 0) + 1, act, at, grain, other, record, actor, detail, previous?.Hash ?? default);

    private static void WriteText(CanonicalWriter writer, ReadOnlySpan<byte> key, string? text)
    {
        if (text is null) return;
        writer.WriteKey(key);
        writer.WriteText(text);
    }

    private static void WriteAddress(CanonicalWriter writer, ReadOnlySpan<byte> key, ContentAddress? address)
    {
        if (address is not { } value) return;
        Span<byte> bytes = stackalloc byte[ContentAddress.SizeInBytes];
        value.CopyTo(bytes);
        writer.WriteKey(key);
        writer.WriteBytes(bytes);
    }
}
