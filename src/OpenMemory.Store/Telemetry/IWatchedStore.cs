namespace OpenMemory.Store;

/// <summary>A store that is watched, or one over such a store: what is built on stores tells of itself in the same place.</summary>
internal interface IWatchedStore
{
    /// <summary>The watch; null where the store beneath has none.</summary>
    StoreWatch? Watch { get; }
}
