namespace OpenMemory.Store;

/// <summary>What is to be done with a grain, or why nothing is.</summary>
internal enum RetentionStep : byte
{
    Stay,
    Warm,
    Cool,
    Promote,
    Remove,
    Rest,
    KeepHold,
    KeepRetentionPolicy,
    KeepValue,
    KeepMinimumAge,
    KeepForOthers,
}
