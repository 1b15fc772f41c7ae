namespace OpenMemory.Tests;

/// <summary>Files with manifests that no writer of ours makes.</summary>
internal static class ManifestFiles
{
    /// <summary>A file with one grain and a manifest that speaks of another one.</summary>
    internal static byte[] WithForeignEntry(GrainBlob grain, ContentAddress other, IndexState state)
    {
        byte[] plain = Samples.Raw(MgFileFlags.HasIndexManifest, grain.Span.ToArray());
        byte[] manifest = IndexManifest.Create([KeyValuePair.Create(other, state)]).ToBytes();
        return Samples.Sign([.. plain[..^32], .. manifest, .. new byte[32]]);
    }
}
