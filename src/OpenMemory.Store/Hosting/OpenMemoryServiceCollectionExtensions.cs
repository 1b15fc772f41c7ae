using OpenMemory.Store;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds stores of grains to a container. They stand in this namespace so that <c>services.</c> shows them without another using.</summary>
public static class OpenMemoryServiceCollectionExtensions
{
    /// <summary>
    /// Adds a store, as a singleton <see cref="IGrainStore"/>; the builder says which. Calling it again goes on with the same one. A <see cref="TimeProvider"/>
    /// and an <c>ILoggerFactory</c> of the container are the store's unless it is configured otherwise.
    /// </summary>
    /// <param name="services">The container's services.</param>
    /// <param name="configure">Changes the options; null for nothing.</param>
    /// <returns>The builder.</returns>
    public static OpenMemoryBuilder AddOpenMemory(this IServiceCollection services, Func<GrainStoreOptions, GrainStoreOptions>? configure = null) =>
        Add(services, null, configure);

    /// <summary>Adds a store under a key, so that a process may have several.</summary>
    /// <param name="services">The container's services.</param>
    /// <param name="serviceKey">The key by which the store is resolved.</param>
    /// <param name="configure">Changes the options; null for nothing.</param>
    /// <returns>The builder.</returns>
    public static OpenMemoryBuilder AddKeyedOpenMemory(
        this IServiceCollection services, object serviceKey, Func<GrainStoreOptions, GrainStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(serviceKey);
        return Add(services, serviceKey, configure);
    }

    private static OpenMemoryBuilder Add(IServiceCollection services, object? key, Func<GrainStoreOptions, GrainStoreOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        OpenMemoryBuilder builder = new(services, Find(services, key) ?? Register(services, key));
        return configure is null ? builder : builder.Configure(configure);
    }

    private static StoreRegistration? Find(IServiceCollection services, object? key) => services
        .Where(service => service.ServiceType == typeof(StoreRegistration) && Equals(service.ServiceKey, key))
        .Select(static service => (StoreRegistration?)(service.IsKeyedService ? service.KeyedImplementationInstance : service.ImplementationInstance))
        .FirstOrDefault();

    private static StoreRegistration Register(IServiceCollection services, object? key)
    {
        StoreRegistration registration = new(key);
        services.Add(new(typeof(StoreRegistration), key, registration));
        services.Add(new(typeof(IGrainStore), key, (provider, _) => registration.Open(provider), ServiceLifetime.Singleton));
        return registration;
    }
}
