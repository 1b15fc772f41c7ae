namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>premises</c>: Content addresses of informing grains (§6.9).</summary>
    public static Field Premises => new(132);

    /// <summary><c>conclusion</c> (§6.9).</summary>
    public static Field Conclusion => new(133);

    /// <summary><c>inference_method</c>: deductive, inductive, abductive, analogical (§6.9).</summary>
    public static Field InferenceMethod => new(134);

    /// <summary><c>alternatives_considered</c>: Entries {hypothesis, rejection_reason}; inner keys not compacted (§6.9).</summary>
    public static Field AlternativesConsidered => new(135);

    /// <summary><c>thinking_content</c>: Missing from Appendix C (§6.9).</summary>
    public static Field ThinkingContent => new(136);

    /// <summary><c>thinking_redacted</c>: Missing from Appendix C (§6.9).</summary>
    public static Field ThinkingRedacted => new(137);

    /// <summary><c>statistical_context</c>: {p_value, confidence_interval[2], effect_size: float (§6.9).</summary>
    public static Field StatisticalContext => new(138);

    /// <summary><c>software_environment</c>: {language, runtime_version, library_versions: map, os}; inner keys not compacted (§6.9).</summary>
    public static Field SoftwareEnvironment => new(139);

    /// <summary><c>parameter_set</c> (§6.9).</summary>
    public static Field ParameterSet => new(140);

    /// <summary><c>random_seed</c> (§6.9).</summary>
    public static Field RandomSeed => new(141);
}
