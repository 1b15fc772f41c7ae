namespace OpenMemory.Store.Conformance;

/// <summary>Applies retention, and looks at tiers without reading grains.</summary>
internal static class Ageing
{
    /// <summary>Without a rest, so that tests need not wait.</summary>
    internal static RetentionOptions NoRest { get; } = new() { RestBeforeRemoval = TimeSpan.Zero, Actor = "job:retention" };

    internal static TimeSpan Days(double days) => TimeSpan.FromDays(days);

    /// <summary>A rule about ages in the store, which takes everything from the first moment on.</summary>
    internal static RetentionRule Everything(string name = "everything") => new() { Name = name, Since = RetentionEvent.Accepted, RemoveAfter = TimeSpan.Zero };

    /// <summary>Applies one rule once.</summary>
    internal static async Task<RetentionTally> ApplyAsync(this IGrainStore store, RetentionRule rule, RetentionOptions? options = null) =>
        (await store.ApplyRetentionAsync(new(rule), options ?? NoRest)).Rules[0];

    /// <summary>Applies rules as often as it takes from hot to gone.</summary>
    /// <returns>The last run.</returns>
    internal static async Task<RetentionReport> RunOutAsync(this IGrainStore store, params RetentionRule[] rules)
    {
        RetentionReport report = await store.ApplyRetentionAsync(new(rules), NoRest);
        for (int run = 0; run < 3; run++) report = await store.ApplyRetentionAsync(new(rules), NoRest);
        return report;
    }

    /// <summary>The tier, without counting as an access; null where the grain is gone.</summary>
    internal static async Task<StorageTier?> TierOf(this IGrainStore store, ContentAddress address)
    {
        await foreach (StoredGrain grain in store.ReadAllAsync())
        {
            if (grain.Address == address) return grain.Tier;
        }
        return null;
    }

    /// <summary>Moves everything down to a tier.</summary>
    internal static async Task Lower(this IGrainStore store, StorageTier tier, params GrainType[] types)
    {
        RetentionRule rule = new()
        {
            Name = "lower", Since = RetentionEvent.Accepted, Types = types.Length == 0 ? null : types,
            WarmAfter = TimeSpan.Zero, ColdAfter = tier == StorageTier.Cold ? TimeSpan.Zero : null,
        };
        await store.ApplyAsync(rule);
        await store.ApplyAsync(rule);
    }
}
