namespace OpenMemory;

/// <summary>How a manifest is imported. The default value suits a store that is empty.</summary>
public readonly record struct ManifestImportOptions
{
    /// <summary>The grains that the store has, besides those of the file: a superseding grain may be one of them. None by default.</summary>
    public Func<ContentAddress, GrainBlob?>? Store { get; init; }

    /// <summary>The state that the index has of a grain; null where it has none. None by default.</summary>
    public Func<ContentAddress, IndexState?>? Index { get; init; }

    /// <summary>Ignores <c>access_count</c> and <c>last_accessed_at</c>; by default the larger ones are kept (OMS-11.7-6).</summary>
    public bool ResetLocal { get; init; }
}
