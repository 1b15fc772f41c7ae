namespace OpenMemory;

/// <summary>How a <c>.mg</c> file is written. By default grains keep their order and later duplicates are dropped .</summary>
public readonly record struct MgWriterOptions
{
    /// <summary>Sorts by <c>created_at</c>, then by address (OMS-11.3-3).</summary>
    public bool Sorted { get; init; }

    /// <summary>Keeps grains whose address was added before.</summary>
    public bool KeepDuplicates { get; init; }
}
