namespace OpenMemory;

/// <summary>An entry of <c>content_refs</c>: bytes kept elsewhere, or a citation (§7.1).</summary>
public sealed record ContentReference : NestedFields
{
    /// <summary>Makes an empty map, to be filled by an initializer.</summary>
    public ContentReference()
    {
    }

    /// <summary>Reads a map.</summary>
    /// <param name="map">The map, with full names; entries that have no property are kept.</param>
    public ContentReference(OmsMap map)
        : base(map ?? throw new ArgumentNullException(nameof(map)))
    {
    }

    /// <summary><c>uri</c>: <c>cas://sha256:</c> and an address, or an external URI. Required (§7.1).</summary>
    public string? Uri
    {
        get => GetText("uri");
        init => Set("uri", value);
    }

    /// <summary><c>modality</c>: image, audio, video, point_cloud, 3d_mesh, document, binary or embedding. Required (§7.1).</summary>
    public string? Modality
    {
        get => GetText("modality");
        init => Set("modality", value);
    }

    /// <summary><c>mime_type</c>: Media type; recommended (§7.1).</summary>
    public string? MimeType
    {
        get => GetText("mime_type");
        init => Set("mime_type", value);
    }

    /// <summary><c>size_bytes</c>: Size in bytes; not negative (§7.1).</summary>
    public long? SizeBytes
    {
        get => GetInteger("size_bytes");
        init => Set("size_bytes", Number(value, static number => number));
    }

    /// <summary><c>checksum</c>: <c>sha256:</c> and the hash in hexadecimal; recommended (§7.1).</summary>
    public string? Checksum
    {
        get => GetText("checksum");
        init => Set("checksum", value);
    }

    /// <summary><c>metadata</c>: What else is known of the content (§7.1).</summary>
    public OmsMap? Metadata
    {
        get => GetMap("metadata");
        init => Set("metadata", value);
    }
}
