namespace OpenMemory;

/// <summary>Where the parts of an open file are.</summary>
internal sealed class MgLayout(MgFileBytes file, MgFileHeader header) : IDisposable
{
    internal MgFileBytes File { get; } = file;

    internal MgFileHeader Header { get; } = header;

    /// <summary>The bytes that hold the grains: the file, or what its frame expands to.</summary>
    internal MgFileBytes Region { get; set; } = file;

    /// <summary>What is added to a stored offset to find a grain in <see cref="Region"/>.</summary>
    internal long Shift { get; set; }

    /// <summary>Where the first grain begins in <see cref="Region"/>, which the geometry has proved .</summary>
    internal long RegionStart => Region == File ? Header.RegionStart : 0;

    /// <summary>Where the last grain ends in <see cref="Region"/>.</summary>
    internal long RegionEnd { get; set; }

    /// <summary>Where the manifest begins in the file; the footer follows it.</summary>
    internal long ManifestStart { get; set; }

    internal IndexManifest? Manifest { get; set; }

    /// <summary>What the Compatible mode put up with at opening; null in the Canonical mode.</summary>
    internal Tolerance? Tolerance { get; init; }

    public void Dispose()
    {
        if (Region != File) Region.Dispose();
        File.Dispose();
    }
}
