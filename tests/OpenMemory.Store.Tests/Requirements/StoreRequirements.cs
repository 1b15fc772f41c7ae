namespace OpenMemory.Store.Tests;

/// <summary>
/// What the specification demands of stores with MUST and MUST NOT: §12.6, §23 and §28.4 whole, and of §5.6, §8.10, §8.12.1, §11.7, §15, §17
/// and §28.3 what concerns a store.
/// </summary>
internal static class StoreRequirements
{
    internal static string[] All { get; } =
    [
        "OMS-5.6-1", "OMS-5.6-2", "OMS-5.6-3", "OMS-5.6-4", "OMS-5.6-5",
        "OMS-8.7-1", "OMS-8.7-2",
        "OMS-8.10-1", "OMS-8.10-2", "OMS-8.10-3", "OMS-8.10-4", "OMS-8.10-5", "OMS-8.10-6",
        "OMS-8.12-2", "OMS-8.12-3",
        "OMS-8.12.1-1", "OMS-8.12.1-2", "OMS-8.12.1-3", "OMS-8.12.1-4", "OMS-8.12.1-5", "OMS-8.12.1-6", "OMS-8.12.1-7", "OMS-8.12.1-8",
        "OMS-11.7-1", "OMS-11.7-3", "OMS-11.7-4", "OMS-11.7-5", "OMS-11.7-8",
        "OMS-12.6-1", "OMS-12.6.2-1", "OMS-12.6.2-2", "OMS-12.6.3-1", "OMS-12.6.3-2", "OMS-12.6.3-3", "OMS-12.6.4-2", "OMS-12.6.5-1", "OMS-12.6.6-1",
        "OMS-14.3-1", "OMS-14.3-2", "OMS-14.3-3",
        "OMS-15.2-1", "OMS-15.3-1",
        "OMS-17.2-2", "OMS-17.2-3", "OMS-17.3-4",
        "OMS-23.2-1", "OMS-23.2-2", "OMS-23.2-3", "OMS-23.3-1", "OMS-23.4-1", "OMS-23.5-1", "OMS-23.6-1", "OMS-23.7-1", "OMS-23.9-1",
        "OMS-28.3-1",
        "OMS-28.4-2", "OMS-28.4-3", "OMS-28.4-4", "OMS-28.4-5", "OMS-28.4-6", "OMS-28.4-7",
        "OMS-28.4.1-2", "OMS-28.4.1-3", "OMS-28.4.1-4", "OMS-28.4.1-5", "OMS-28.4.1-6", "OMS-28.4.1-7", "OMS-28.4.1-8", "OMS-28.4.1-9", "OMS-28.4.1-10",
        "OMS-28.4.1-11",
        "OMS-28.4.2-1",
        "OMS-28.4.3-1", "OMS-28.4.3-2", "OMS-28.4.3-4", "OMS-28.4.3-5", "OMS-28.4.3-6",
        "OMS-28.4.4-1", "OMS-28.4.4-2", "OMS-28.4.4-3", "OMS-28.4.4-4", "OMS-28.4.4-5", "OMS-28.4.4-6", "OMS-28.4.4-7",
        "OMS-28.6-3",
    ];
}
