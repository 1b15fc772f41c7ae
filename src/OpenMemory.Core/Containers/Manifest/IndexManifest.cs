namespace OpenMemory;

/// <summary>Index-layer state that travels with a <c>.mg</c> file (§11.7).</summary>
public sealed class IndexManifest
{
    /// <summary>The largest manifest that is read unless told otherwise: 256 MiB.</summary>
    public const int DefaultMaxBytes = 256 << 20;
}
