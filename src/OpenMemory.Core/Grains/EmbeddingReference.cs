namespace OpenMemory;

/// <summary>An entry of <c>embedding_refs</c>: a vector kept elsewhere (§7.2).</summary>
public sealed record EmbeddingReference : NestedFields
{
    /// <summary>Makes an empty map, to be filled by an initializer.</summary>
    public EmbeddingReference()
    {
    }

    /// <summary>Reads a map.</summary>
    /// <param name="map">The map, with full names; entries that have no property are kept.</param>
    public EmbeddingReference(OmsMap map)
        : base(map ?? throw new ArgumentNullException(nameof(map)))
    {
    }

    /// <summary><c>vector_id</c>: Identifier of the vector in its store. Required (§7.2).</summary>
    public string? VectorId
    {
        get => GetText("vector_id");
        init => Set("vector_id", value);
    }

    /// <summary><c>model</c>: Model that made the vector. Required (§7.2).</summary>
    public string? Model
    {
        get => GetText("model");
        init => Set("model", value);
    }

    /// <summary><c>dimensions</c>: Number of dimensions. Required (§7.2).</summary>
    public long? Dimensions
    {
        get => GetInteger("dimensions");
        init => Set("dimensions", Number(value, static number => number));
    }

    /// <summary><c>modality_source</c>: Modality of what was embedded (§7.2).</summary>
    public string? ModalitySource
    {
        get => GetText("modality_source");
        init => Set("modality_source", value);
    }

    /// <summary><c>distance_metric</c>: cosine, l2 or dot (§7.2).</summary>
    public string? DistanceMetric
    {
        get => GetText("distance_metric");
        init => Set("distance_metric", value);
    }

    /// <summary><c>chunk_index</c>: Position of the chunk, from 0 (§7.2).</summary>
    public long? ChunkIndex
    {
        get => GetInteger("chunk_index");
        init => Set("chunk_index", Number(value, static number => number));
    }

    /// <summary><c>chunk_text</c>: Key equals core contradicted 'ct' but lives in a different map (§7.2).</summary>
    public string? ChunkText
    {
        get => GetText("chunk_text");
        init => Set("chunk_text", value);
    }

    /// <summary><c>chunk_strategy</c>: How the text was cut, for example sentence or token_window (§7.2).</summary>
    public string? ChunkStrategy
    {
        get => GetText("chunk_strategy");
        init => Set("chunk_strategy", value);
    }

    /// <summary><c>chunk_overlap</c>: Overlap of chunks, in tokens (§7.2).</summary>
    public long? ChunkOverlap
    {
        get => GetInteger("chunk_overlap");
        init => Set("chunk_overlap", Number(value, static number => number));
    }
}
