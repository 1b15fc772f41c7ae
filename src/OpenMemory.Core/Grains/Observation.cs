namespace OpenMemory;

/// <summary>What a sensor, a model or a person perceived (§8.6).</summary>
public sealed record Observation : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Observation()
        : base(GrainType.Observation)
    {
    }

    /// <summary><c>observer_id</c>: Who or what observes (§6.6). Required.</summary>
    public string? ObserverId
    {
        get => GetText("observer_id");
        init => Set("observer_id", value);
    }

    /// <summary><c>observer_type</c>: Kind of observer, for example lidar, llm, human; custom kinds carry a prefix (§6.6). Required.</summary>
    public string? ObserverType
    {
        get => GetText("observer_type");
        init => Set("observer_type", value);
    }

    /// <summary><c>frame_id</c>: Frame of reference (§6.6).</summary>
    public string? FrameId
    {
        get => GetText("frame_id");
        init => Set("frame_id", value);
    }

    /// <summary><c>sync_group</c>: Group of simultaneous observations (§6.6).</summary>
    public string? SyncGroup
    {
        get => GetText("sync_group");
        init => Set("sync_group", value);
    }

    /// <summary><c>observation_mode</c>: passive, active, reflective or real_time (§6.6).</summary>
    public string? ObservationMode
    {
        get => GetText("observation_mode");
        init => Set("observation_mode", value);
    }

    /// <summary><c>observation_scope</c>: point, interval, session or longitudinal (§6.6).</summary>
    public string? ObservationScope
    {
        get => GetText("observation_scope");
        init => Set("observation_scope", value);
    }

    /// <summary><c>observer_model</c>: Model of a cognitive observer; never of a human (§6.6).</summary>
    public string? ObserverModel
    {
        get => GetText("observer_model");
        init => Set("observer_model", value);
    }

    /// <summary><c>compression_ratio</c>: How much shorter than what was observed (§6.6).</summary>
    public double? CompressionRatio
    {
        get => GetFloat("compression_ratio");
        init => Set("compression_ratio", Number(value, static number => number));
    }
}
