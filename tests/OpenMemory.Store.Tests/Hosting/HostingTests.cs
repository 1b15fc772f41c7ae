using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenMemory.Erasure;
using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>A container makes stores, and disposes of them.</summary>
[TestFixture]
public sealed class HostingTests
{
    [Test]
    public async Task A_store_is_resolved_once_by_the_protocol_and_by_its_type()
    {
        await using ServiceProvider provider = Services(static services => services.AddOpenMemory().UseInMemory());
        IGrainStore store = provider.GetRequiredService<IGrainStore>();
        Assert.That(store, Is.InstanceOf<InMemoryGrainStore>().And.SameAs(provider.GetRequiredService<IGrainStore>()));
        Assert.That(provider.GetRequiredService<InMemoryGrainStore>(), Is.SameAs(store));
        await using AsyncServiceScope scope = provider.CreateAsyncScope();
        Assert.That(scope.ServiceProvider.GetRequiredService<IGrainStore>(), Is.SameAs(store));
    }

    [Test]
    public async Task A_container_that_is_disposed_of_closes_its_store([Values] bool isSynchronous)
    {
        ServiceProvider provider = Services(static services => services.AddOpenMemory().UseInMemory());
        IGrainStore store = provider.GetRequiredService<IGrainStore>();
        _ = provider.GetRequiredService<InMemoryGrainStore>();
        if (isSynchronous) provider.Dispose();
        else await provider.DisposeAsync();
        Assert.That(async () => await store.GetStatisticsAsync(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void A_store_that_was_never_asked_for_is_never_made()
    {
        int made = 0;
        ServiceProvider provider = Services(services => services.AddOpenMemory().UseStore((_, options) =>
        {
            made++;
            return new InMemoryGrainStore(options);
        }));
        provider.Dispose();
        Assert.That(made, Is.Zero);
    }

    [Test]
    public async Task Clock_and_loggers_are_those_of_the_container_unless_it_is_told_otherwise()
    {
        using RecordedLog log = new(), own = new();
        ManualClock clock = new();
        await using ServiceProvider provider = Services(services =>
        {
            services.AddSingleton<TimeProvider>(clock).AddSingleton<ILoggerFactory>(log);
            services.AddOpenMemory(static options => options with { CountAccesses = false }).UseInMemory();
            services.AddKeyedOpenMemory("other").UseInMemory().Configure(options => options with { LoggerFactory = own, Clock = TimeProvider.System });
        });
        GrainStoreOptions options = provider.GetRequiredService<InMemoryGrainStore>().Options;
        Assert.That((options.Clock, options.LoggerFactory, options.CountAccesses), Is.EqualTo(((TimeProvider)clock, (ILoggerFactory)log, false)));
        options = provider.GetRequiredKeyedService<InMemoryGrainStore>("other").Options;
        Assert.That((options.Clock, options.LoggerFactory, options.CountAccesses), Is.EqualTo((TimeProvider.System, (ILoggerFactory)own, true)));
    }

    [Test]
    public async Task A_container_without_clock_and_loggers_is_enough()
    {
        await using ServiceProvider provider = Services(static services => services.AddOpenMemory().UseInMemory());
        GrainStoreOptions options = provider.GetRequiredService<InMemoryGrainStore>().Options;
        Assert.That((options.Clock, options.LoggerFactory), Is.EqualTo((TimeProvider.System, (ILoggerFactory?)null)));
    }

    [Test]
    public async Task Memories_under_keys_are_apart()
    {
        await using ServiceProvider provider = Services(static services =>
        {
            services.AddOpenMemory().UseInMemory();
            services.AddKeyedOpenMemory("shared").UseInMemory();
        });
        IGrainStore own = provider.GetRequiredService<IGrainStore>(), shared = provider.GetRequiredKeyedService<IGrainStore>("shared");
        await own.PutAsync(TelemetrySamples.Bytes(TelemetrySamples.Fact()));
        Assert.That(((await own.GetStatisticsAsync()).Grains, (await shared.GetStatisticsAsync()).Grains), Is.EqualTo((1L, 0L)));
        Assert.That(provider.GetRequiredKeyedService<InMemoryGrainStore>("shared"), Is.SameAs(shared));
    }

    [Test]
    public void No_store_and_two_stores_are_told_clearly()
    {
        using ServiceProvider provider = Services(static services =>
        {
            services.AddOpenMemory();
            services.AddKeyedOpenMemory("shared");
        });
        Assert.That(() => provider.GetRequiredService<IGrainStore>(), Throws.InvalidOperationException.With.Message.Contains("No store was chosen for AddOpenMemory()"));
        Assert.That(() => provider.GetRequiredKeyedService<IGrainStore>("shared"), Throws.InvalidOperationException.With.Message.Contains("shared"));
        Assert.That(
            () => Services(static services => services.AddOpenMemory().UseInMemory().UseInMemory()),
            Throws.InvalidOperationException.With.Message.Contains("A store was chosen already"));
    }

    [Test]
    public async Task Several_parts_of_a_program_set_up_one_store_in_their_order()
    {
        await using ServiceProvider provider = Services(static services =>
        {
            services.AddOpenMemory(static options => options with { CountAccesses = false, ConsentDeadline = TimeSpan.FromDays(3) });
            services.AddOpenMemory(static options => options with { CountAccesses = true }).UseInMemory();
        });
        GrainStoreOptions options = provider.GetRequiredService<InMemoryGrainStore>().Options;
        Assert.That((options.CountAccesses, options.ConsentDeadline), Is.EqualTo((true, TimeSpan.FromDays(3))));
        Assert.That(provider.GetServices<IGrainStore>().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_ring_of_the_container_asks_the_store_about_holds_and_outlives_it()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        await using ServiceProvider provider = Services(services =>
        {
            services.AddSingleton(provider => new UserKeyRing(masters, salts, new() { IsHeld = user => provider.GetRequiredService<InMemoryGrainStore>().IsHeld(user) }));
            services.AddOpenMemory().UseInMemory().UseKeyRing();
        });
        InMemoryGrainStore store = provider.GetRequiredService<InMemoryGrainStore>();
        UserKeyRing ring = provider.GetRequiredService<UserKeyRing>();
        Assert.That(store.Options.KeyRing, Is.SameAs(ring));
        GrainBlob held = ring.Seal(TelemetrySamples.Person, TelemetrySamples.Fact("held", "hold").ToBlob());
        (await store.PutAsync(held.Delivered, new() { UserId = TelemetrySamples.Person })).Require();
        Assert.That(() => ring.Destroy(TelemetrySamples.Person), Throws.InstanceOf<OmsException>());
    }

    [Test]
    public async Task A_ring_that_is_given_stays_the_callers()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        await using (ServiceProvider provider = Services(services => services.AddOpenMemory().UseInMemory().UseKeyRing(ring)))
            Assert.That(provider.GetRequiredService<InMemoryGrainStore>().Options.KeyRing, Is.SameAs(ring));
        Assert.That(ring.Seal(TelemetrySamples.Person, TelemetrySamples.Fact().ToBlob()).View().IsSealed, Is.True);
    }

    [Test]
    public void What_configures_must_not_return_nothing()
    {
        using ServiceProvider provider = Services(static services => services.AddOpenMemory(static _ => null!).UseInMemory());
        Assert.That(() => provider.GetRequiredService<IGrainStore>(), Throws.InvalidOperationException.With.Message.Contains("returned null"));
    }

    [Test]
    public async Task A_store_over_another_is_resolved_as_what_it_is()
    {
        await using InMemoryGrainStore owner = new();
        await using ServiceProvider provider = Services(services =>
            services.AddOpenMemory().UseStore<IGrainStore>((_, options) => new AuthorizedGrainStore(owner, "agent:bot", options.Clock)));
        Assert.That(provider.GetRequiredService<IGrainStore>(), Is.InstanceOf<AuthorizedGrainStore>());
    }

    private static ServiceProvider Services(Action<IServiceCollection> setUp)
    {
        ServiceCollection services = new();
        setUp(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
