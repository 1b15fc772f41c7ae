namespace OpenMemory.Supersession;

/// <summary>
/// Grains and their index entries, as policy and chains ask for them. Whoever implements it answers from one consistent state.
/// </summary>
public interface ISupersessionSource
{
    /// <summary>Finds a grain; of a sealed one that can be opened, what was sealed.</summary>
    /// <param name="address">The address under which the grain is kept.</param>
    /// <returns>The grain, or null where it is absent or deleted.</returns>
    GrainBlob? Find(ContentAddress address);

    /// <summary>The index entry of a grain.</summary>
    /// <param name="address">The grain.</param>
    /// <returns>Its entry; <see cref="IndexEntry.Default"/> where there is none.</returns>
    IndexEntry EntryOf(ContentAddress address);
}
