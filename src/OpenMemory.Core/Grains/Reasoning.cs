namespace OpenMemory;

/// <summary>An inference and what it rests on (§8.8).</summary>
public sealed record Reasoning : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Reasoning()
        : base(GrainType.Reasoning)
    {
    }

    /// <summary><c>premises</c>: Addresses of the grains it rests on (§6.9).</summary>
    public IReadOnlyList<string>? Premises
    {
        get => GetTexts("premises");
        init => SetList("premises", value, static text => text);
    }

    /// <summary><c>conclusion</c>: What is concluded (§6.9).</summary>
    public string? Conclusion
    {
        get => GetText("conclusion");
        init => Set("conclusion", value);
    }

    /// <summary><c>inference_method</c>: deductive, inductive, abductive or analogical (§6.9).</summary>
    public string? InferenceMethod
    {
        get => GetText("inference_method");
        init => Set("inference_method", value);
    }

    /// <summary><c>alternatives_considered</c>: Maps of hypothesis and rejection_reason (§6.9).</summary>
    public IReadOnlyList<OmsMap>? AlternativesConsidered
    {
        get => GetMaps("alternatives_considered");
        init => SetList("alternatives_considered", value, static map => map);
    }

    /// <summary><c>thinking_content</c>: The model's raw trace (§6.9).</summary>
    public string? ThinkingContent
    {
        get => GetText("thinking_content");
        init => Set("thinking_content", value);
    }

    /// <summary><c>thinking_redacted</c>: Whether a trace existed and was taken out (§6.9).</summary>
    public bool? ThinkingRedacted
    {
        get => GetBoolean("thinking_redacted");
        init => Set("thinking_redacted", Number(value, static flag => flag));
    }

    /// <summary><c>statistical_context</c>: p_value, confidence_interval, effect_size, sample_size (§6.9).</summary>
    public OmsMap? StatisticalContext
    {
        get => GetMap("statistical_context");
        init => Set("statistical_context", value);
    }

    /// <summary><c>software_environment</c>: language, runtime_version, library_versions, os (§6.9).</summary>
    public OmsMap? SoftwareEnvironment
    {
        get => GetMap("software_environment");
        init => Set("software_environment", value);
    }

    /// <summary><c>parameter_set</c>: Parameters of the inference (§6.9).</summary>
    public OmsMap? ParameterSet
    {
        get => GetMap("parameter_set");
        init => Set("parameter_set", value);
    }

    /// <summary><c>random_seed</c>: Seed of its random numbers (§6.9).</summary>
    public long? RandomSeed
    {
        get => GetInteger("random_seed");
        init => Set("random_seed", Number(value, static number => number));
    }
}
