namespace OpenMemory.Tests;

/// <summary>Index manifests for the tests of <c>.mg</c> files.</summary>
internal static class Manifests
{
    /// <summary>A manifest of grains and how often they were read.</summary>
    internal static IndexManifest Of(params IEnumerable<(ContentAddress Address, long AccessCount)> entries) =>
        IndexManifest.Create(entries.Select(static entry => KeyValuePair.Create(entry.Address, IndexState.Default with { AccessCount = entry.AccessCount })));
}
