namespace OpenMemory;

/// <summary>How a file is split.</summary>
public readonly record struct MgSplitOptions
{
    /// <summary>The most files where no other number is set.</summary>
    public const int DefaultMaxFiles = 1000;

    /// <summary>What decides which file a grain goes to; by default the user.</summary>
    public MgSplitBy By { get; init; }

    /// <summary>
    /// The most keys, each of which is a file; by default <see cref="DefaultMaxFiles"/>. A file with more is refused before
    /// anything is written. Memory holds less than 100 bytes for each.
    /// </summary>
    public int MaxFiles { get; init; }

    /// <summary>Order, duplicates and compression of the files. A part is never too large for one file, so there are no volumes.</summary>
    public MgWriterOptions Writer { get; init; }

    /// <summary>How grains are read; strict by default.</summary>
    public GrainReadOptions Reading { get; init; }
}
