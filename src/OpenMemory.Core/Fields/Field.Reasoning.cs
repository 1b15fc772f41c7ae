namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>premises</c>: Addresses of the grains it rests on (§6.9).</summary>
    public static Field Premises => new(132);

    /// <summary><c>conclusion</c>: What is concluded (§6.9).</summary>
    public static Field Conclusion => new(133);

    /// <summary><c>inference_method</c>: deductive, inductive, abductive or analogical (§6.9).</summary>
    public static Field InferenceMethod => new(134);

    /// <summary><c>alternatives_considered</c>: Maps of hypothesis and rejection_reason (§6.9).</summary>
    public static Field AlternativesConsidered => new(135);

    /// <summary><c>thinking_content</c>: The model's raw trace (§6.9).</summary>
    public static Field ThinkingContent => new(136);

    /// <summary><c>thinking_redacted</c>: Whether a trace existed and was taken out (§6.9).</summary>
    public static Field ThinkingRedacted => new(137);

    /// <summary><c>statistical_context</c>: p_value, confidence_interval, effect_size, sample_size (§6.9).</summary>
    public static Field StatisticalContext => new(138);

    /// <summary><c>software_environment</c>: language, runtime_version, library_versions, os (§6.9).</summary>
    public static Field SoftwareEnvironment => new(139);

    /// <summary><c>parameter_set</c>: Parameters of the inference (§6.9).</summary>
    public static Field ParameterSet => new(140);

    /// <summary><c>random_seed</c>: Seed of its random numbers (§6.9).</summary>
    public static Field RandomSeed => new(141);
}
