namespace OpenMemory.Store;

/// <summary>The store protocol for grains as objects: what must succeed, or throws.</summary>
public static class GrainStoreExtensions
{
    /// <summary>Puts a grain.</summary>
    /// <param name="store">The store.</param>
    /// <param name="grain">The grain.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Its address; also where the store had it already.</returns>
    /// <exception cref="OmsException">A rule refuses it.</exception>
    /// <exception cref="WriteRefusedException">It was deleted here, or the principal may not.</exception>
    public static ValueTask<ContentAddress> AddAsync(
        this IGrainStore store, Grain grain, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return store.AddAsync(grain.ToBlob(), options, cancellationToken);
    }

    /// <summary>Puts a grain, in its envelope where it is signed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="grain">The grain.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Its address; also where the store had it already.</returns>
    /// <exception cref="OmsException">A rule refuses it.</exception>
    /// <exception cref="WriteRefusedException">It was deleted here, or the principal may not.</exception>
    public static async ValueTask<ContentAddress> AddAsync(
        this IGrainStore store, GrainBlob grain, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(grain);
        WriteResult result = await store.PutAsync(grain.Delivered, options, cancellationToken).ConfigureAwait(false);
        return result.Require();
    }

    /// <summary>Supersedes a grain with another, which is made to name it in <c>derived_from</c> where it does not yet .</summary>
    /// <param name="store">The store.</param>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">What takes its place.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The new grain's address.</returns>
    /// <exception cref="OmsException">A rule refuses it, for example the old grain's invalidation policy.</exception>
    /// <exception cref="WriteRefusedException">Somebody else superseded it first, it is not here, or the principal may not.</exception>
    public static ValueTask<ContentAddress> ReplaceAsync(
        this IGrainStore store, ContentAddress old, Grain successor, SupersedeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        return store.ReplaceAsync(old, Naming(successor, old), options, cancellationToken);
    }

    /// <summary>Supersedes a grain with another, in its envelope where it is signed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="old">The grain to be superseded.</param>
    /// <param name="successor">What takes its place; it names the old grain.</param>
    /// <param name="options">What goes along.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The new grain's address.</returns>
    /// <exception cref="OmsException">A rule refuses it, for example the old grain's invalidation policy.</exception>
    /// <exception cref="WriteRefusedException">Somebody else superseded it first, it is not here, or the principal may not.</exception>
    public static async ValueTask<ContentAddress> ReplaceAsync(
        this IGrainStore store, ContentAddress old, GrainBlob successor, SupersedeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(successor);
        WriteResult result = await store.SupersedeAsync(old, successor.Delivered, options, cancellationToken).ConfigureAwait(false);
        return result.Require();
    }

    /// <summary>A successor that names the grain whose place it takes.</summary>
    internal static GrainBlob Naming(Grain successor, ContentAddress old)
    {
        GrainBlob blob = successor.ToBlob();
        return SupersessionProof.Names(blob, old) ? blob : (successor with { DerivedFrom = [.. successor.DerivedFrom ?? [], old.ToString()] }).ToBlob();
    }

    /// <summary>Finds what took a grain's place, over all steps.</summary>
    /// <param name="store">The store.</param>
    /// <param name="address">The grain.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The head of its chain, the grain itself where nothing superseded it; null where the store does not hold it.</returns>
    public static async ValueTask<StoredGrain?> GetCurrentAsync(
        this IGrainStore store, ContentAddress address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ContentAddress? head = await store.GetHeadAsync(address, cancellationToken).ConfigureAwait(false);
        return head is { } found ? await store.GetAsync(found, cancellationToken).ConfigureAwait(false) : null;
    }
}
