using Microsoft.Extensions.DependencyInjection;
using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>Sets up one store in a container: where it keeps its grains, and how it works. Made by <c>services.AddOpenMemory()</c>.</summary>
public sealed class OpenMemoryBuilder
{
    private readonly StoreRegistration _registration;

    internal OpenMemoryBuilder(IServiceCollection services, StoreRegistration registration) => (Services, _registration) = (services, registration);

    /// <summary>The container's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The key under which the store is resolved; null for the one without a key.</summary>
    public object? ServiceKey => _registration.ServiceKey;

    /// <summary>Keeps the grains in memory, for as long as the container lives: <see cref="InMemoryGrainStore"/>.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">Another store was chosen before.</exception>
    public OpenMemoryBuilder UseInMemory() => UseStore(static (_, options) => new InMemoryGrainStore(options));

    /// <summary>
    /// Chooses the store. It is made once, when it is first asked for, is resolved as <see cref="IGrainStore"/> and by its own type, and is
    /// disposed of with the container.
    /// </summary>
    /// <typeparam name="TStore">The store's type.</typeparam>
    /// <param name="open">Makes it, with the options as everything before has set them.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">Another store was chosen before.</exception>
    public OpenMemoryBuilder UseStore<TStore>(Func<IServiceProvider, GrainStoreOptions, TStore> open)
        where TStore : class, IGrainStore
    {
        ArgumentNullException.ThrowIfNull(open);
        _registration.Choose(open);
        if (typeof(TStore) != typeof(IGrainStore))
            Services.Add(new(typeof(TStore), ServiceKey, static (provider, key) => provider.GetRequiredKeyedService<IGrainStore>(key), ServiceLifetime.Singleton));
        return this;
    }

    /// <summary>Gives the store the keys of users whose grains are sealed. The ring stays the caller's, who disposes of it after the container.</summary>
    /// <param name="ring">The ring.</param>
    /// <returns>This builder.</returns>
    public OpenMemoryBuilder UseKeyRing(UserKeyRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return Configure(options => options with { KeyRing = ring });
    }

    /// <summary>
    /// Gives the store the container's <see cref="UserKeyRing"/>. So that no key is destroyed that a hold keeps, register the ring with
    /// <see cref="UserKeyRingOptions.IsHeld"/> asking <see cref="GrainStore.IsHeld"/> of the store, resolved when it is asked.
    /// </summary>
    /// <returns>This builder.</returns>
    public OpenMemoryBuilder UseKeyRing() => Configure(static (provider, options) => options with { KeyRing = provider.GetRequiredService<UserKeyRing>() });

    /// <summary>Sets how the store works, after whatever was set before.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>This builder.</returns>
    public OpenMemoryBuilder Configure(Func<GrainStoreOptions, GrainStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Configure((_, options) => configure(options));
    }

    /// <summary>Sets how the store works, with what the container holds, after whatever was set before.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>This builder.</returns>
    public OpenMemoryBuilder Configure(Func<IServiceProvider, GrainStoreOptions, GrainStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _registration.Configure(configure);
        return this;
    }
}
