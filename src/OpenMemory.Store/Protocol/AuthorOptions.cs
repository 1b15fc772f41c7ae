namespace OpenMemory.Store;

/// <summary>Who writes grains through a helper, when, and how they become bytes.</summary>
public record AuthorOptions
{
    /// <summary>The clock, for <c>created_at</c>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The <c>author_did</c> of what is written; null for none.</summary>
    public string? AuthorDid { get; init; }

    /// <summary>Who acts, for the audit chain; see <see cref="WriteOptions.Actor"/>.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// Makes a grain into the bytes that are delivered, for example signed ones in their envelope; null writes plain blobs. What it changes
    /// besides the signature, it answers for.
    /// </summary>
    public Func<Grain, ReadOnlyMemory<byte>>? Encode { get; init; }

    /// <summary>The time, in milliseconds.</summary>
    internal EpochMilliseconds Now => EpochMilliseconds.Now(Clock);

    /// <summary>The bytes of a grain.</summary>
    /// <exception cref="OmsException">The grain breaks a rule of its type.</exception>
    internal ReadOnlyMemory<byte> Deliver(Grain grain) => Encode is null ? grain.ToBlob().Delivered : Encode(grain);

    /// <summary>Puts a grain; one that cannot be written is refused, not thrown.</summary>
    internal ValueTask<WriteResult> PutAsync(IGrainStore store, Grain grain, CancellationToken cancellationToken) =>
        TryDeliver(grain, out ReadOnlyMemory<byte> bytes, out WriteResult refusal) ? store.PutAsync(bytes, new WriteOptions { Actor = Actor }, cancellationToken) : new(refusal);

    /// <summary>Supersedes a grain; one that cannot be written is refused, not thrown.</summary>
    internal ValueTask<WriteResult> SupersedeAsync(IGrainStore store, ContentAddress old, Grain grain, string? justification, CancellationToken cancellationToken) =>
        TryDeliver(grain, out ReadOnlyMemory<byte> bytes, out WriteResult refusal)
            ? store.SupersedeAsync(old, bytes, new SupersedeOptions { Actor = Actor, Justification = justification }, cancellationToken)
            : new(refusal);

    private bool TryDeliver(Grain grain, out ReadOnlyMemory<byte> bytes, out WriteResult refusal)
    {
        (bytes, refusal) = (default, default);
        try
        {
            bytes = Deliver(grain);
            return true;
        }
        catch (OmsException exception)
        {
            refusal = WriteResult.Refused(exception.Fault);
            return false;
        }
    }
}
