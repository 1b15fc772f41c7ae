namespace OpenMemory.Disclosure;

/// <summary>How a file is disclosed. The default values suit most.</summary>
public sealed record DisclosureExportOptions
{
    /// <summary>Order, duplicates, compression and volumes of the new file.</summary>
    public MgWriterOptions Writer { get; init; }

    /// <summary>How grains are read; strict by default. A grain that cannot be read so is withheld.</summary>
    public GrainReadOptions Reading { get; init; }

    /// <summary>Texts that must appear in nothing that is shown; see <see cref="DisclosureApplyOptions.Terms"/>.</summary>
    public IReadOnlyList<string>? Terms { get; init; }

    /// <summary>
    /// Signs disclosed grains: gets each with its signed flag set, and gives it back with its envelope. Null leaves them unsigned.
    /// Grains that are shown whole keep the envelopes in which they came.
    /// </summary>
    public Func<GrainBlob, ValueTask<GrainBlob>>? Sign { get; init; }

    /// <summary>
    /// Carries <c>access_count</c>, <c>last_accessed_at</c> and <c>rec_status</c> of shown grains along, which tell of those who use the
    /// memory. What a file must carry of index state is carried always (OMS-11.7-1).
    /// </summary>
    public bool LocalState { get; init; }

    /// <summary>
    /// Told of every grain, in the order of the source: the original's address, and that of what is shown, or null where it is withheld.
    /// For the discloser alone.
    /// </summary>
    public Action<ContentAddress, ContentAddress?>? Mapped { get; init; }

    /// <summary>The most withheld grains that the report lists one by one; 1000 by default.</summary>
    public int MaxListed { get; init; } = 1000;
}
