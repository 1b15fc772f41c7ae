using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenMemory.Store;

/// <summary>What was set up of one store, until the container makes it.</summary>
internal sealed class StoreRegistration(object? serviceKey)
{
    private readonly List<Func<IServiceProvider, GrainStoreOptions, GrainStoreOptions>> _configure = [];
    private Func<IServiceProvider, GrainStoreOptions, IGrainStore>? _open;

    internal object? ServiceKey => serviceKey;

    internal void Configure(Func<IServiceProvider, GrainStoreOptions, GrainStoreOptions> configure) => _configure.Add(configure);

    /// <summary>Says at once where a second store is chosen, since that is where the mistake is.</summary>
    internal void Choose(Func<IServiceProvider, GrainStoreOptions, IGrainStore> open)
    {
        if (_open is not null) throw new InvalidOperationException($"A store was chosen already for {Name}; a memory has one. Use AddKeyedOpenMemory for another memory.");
        _open = open;
    }

    /// <summary>Makes the store: with the container's clock and loggers where it has them, then as configured.</summary>
    internal IGrainStore Open(IServiceProvider provider)
    {
        if (_open is null) throw new InvalidOperationException($"No store was chosen for {Name}: call UseInMemory, UseSqlite or UseStore.");
        GrainStoreOptions options = new() { Clock = provider.GetService<TimeProvider>() ?? TimeProvider.System, LoggerFactory = provider.GetService<ILoggerFactory>() };
        foreach (Func<IServiceProvider, GrainStoreOptions, GrainStoreOptions> configure in _configure)
            options = configure(provider, options) ?? throw new InvalidOperationException("A function that configures a store returned null.");
        return _open(provider, options);
    }

    private string Name => serviceKey is null ? "AddOpenMemory()" : $"AddKeyedOpenMemory(\"{serviceKey}\")";
}
