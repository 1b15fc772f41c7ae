namespace OpenMemory.Store;

/// <summary>A store that lives as long as its process: for tests, for tools that work on files, and for agents whose memory is a <c>.mg</c> file.</summary>
public sealed class InMemoryGrainStore : GrainStore
{
    /// <summary>Makes an empty store.</summary>
    /// <param name="options">How it works.</param>
    public InMemoryGrainStore(GrainStoreOptions? options = null)
        : base(new MemoryBackend(), options, "memory")
    {
    }
}
