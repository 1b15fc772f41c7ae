using OpenMemory.Supersession;

namespace OpenMemory.Store;

/// <summary>A query made ready to be asked of many grains, the same for all backends.</summary>
internal sealed class GrainMatcher
{
    /// <summary>Makes a query ready.</summary>
    internal GrainMatcher(GrainQuery query) => Query = query;

    /// <summary>The query.</summary>
    internal GrainQuery Query { get; }

    /// <summary>Whether a grain matches, the cursor aside.</summary>
    internal bool Matches(GrainView grain, IndexEntry entry) => throw new NotImplementedException();
}
