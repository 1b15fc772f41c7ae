namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>observer_id</c>: Non-empty (§6.6).</summary>
    public static Field ObserverId => new(96);

    /// <summary><c>observer_type</c>: Non-empty open enum (§6.6).</summary>
    public static Field ObserverType => new(97);

    /// <summary><c>frame_id</c> (§6.6).</summary>
    public static Field FrameId => new(98);

    /// <summary><c>sync_group</c> (§6.6).</summary>
    public static Field SyncGroup => new(99);

    /// <summary><c>observation_mode</c>: Closed: passive, active, reflective, real_time (§6.6).</summary>
    public static Field ObservationMode => new(100);

    /// <summary><c>observation_scope</c>: Closed: point, interval, session, longitudinal (§6.6).</summary>
    public static Field ObservationScope => new(101);

    /// <summary><c>observer_model</c>: Recommended for llm, reflector, classifier, detector (§6.6).</summary>
    public static Field ObserverModel => new(102);

    /// <summary><c>compression_ratio</c> (§6.6).</summary>
    public static Field CompressionRatio => new(103);
}
