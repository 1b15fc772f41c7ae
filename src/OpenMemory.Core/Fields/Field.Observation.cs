namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>observer_id</c>: Who or what observes (§6.6).</summary>
    public static Field ObserverId => new(96);

    /// <summary><c>observer_type</c>: Kind of observer, for example lidar, llm, human; custom kinds carry a prefix (§6.6).</summary>
    public static Field ObserverType => new(97);

    /// <summary><c>frame_id</c>: Frame of reference (§6.6).</summary>
    public static Field FrameId => new(98);

    /// <summary><c>sync_group</c>: Group of simultaneous observations (§6.6).</summary>
    public static Field SyncGroup => new(99);

    /// <summary><c>observation_mode</c>: passive, active, reflective or real_time (§6.6).</summary>
    public static Field ObservationMode => new(100);

    /// <summary><c>observation_scope</c>: point, interval, session or longitudinal (§6.6).</summary>
    public static Field ObservationScope => new(101);

    /// <summary><c>observer_model</c>: Model of a cognitive observer; never of a human (§6.6).</summary>
    public static Field ObserverModel => new(102);

    /// <summary><c>compression_ratio</c>: How much shorter than what was observed (§6.6).</summary>
    public static Field CompressionRatio => new(103);
}
