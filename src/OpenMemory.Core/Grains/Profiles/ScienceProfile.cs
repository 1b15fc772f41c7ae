namespace OpenMemory;

/// <summary>Experiments, data sets and findings (A.5).</summary>
public sealed record ScienceProfile : ProfileFields
{
    /// <summary>Makes an empty profile, to be filled by an initializer.</summary>
    public ScienceProfile()
    {
    }

    /// <summary>Reads the entries of a map whose keys begin with <c>sci:</c>.</summary>
    /// <param name="map">For example a <c>context</c>; what the profile does not register is kept, other keys are left out.</param>
    public ScienceProfile(OmsMap map)
        : base(DomainProfile.Science, map)
    {
    }

    /// <inheritdoc/>
    public override DomainProfile Profile => DomainProfile.Science;

    /// <summary><c>sci:doi</c>: DOI of the publication or data set.</summary>
    public string? Doi
    {
        get => GetText("sci:doi");
        init => Set("sci:doi", value);
    }

    /// <summary><c>sci:arxiv_id</c>: arXiv number.</summary>
    public string? ArxivId
    {
        get => GetText("sci:arxiv_id");
        init => Set("sci:arxiv_id", value);
    }

    /// <summary><c>sci:pmid</c>: PubMed number.</summary>
    public string? Pmid
    {
        get => GetText("sci:pmid");
        init => Set("sci:pmid", value);
    }

    /// <summary><c>sci:dataset_id</c>: Data set.</summary>
    public string? DatasetId
    {
        get => GetText("sci:dataset_id");
        init => Set("sci:dataset_id", value);
    }

    /// <summary><c>sci:experiment_id</c>: Experiment or trial.</summary>
    public string? ExperimentId
    {
        get => GetText("sci:experiment_id");
        init => Set("sci:experiment_id", value);
    }

    /// <summary><c>sci:protocol_id</c>: Protocol, or its address.</summary>
    public string? ProtocolId
    {
        get => GetText("sci:protocol_id");
        init => Set("sci:protocol_id", value);
    }

    /// <summary><c>sci:hypothesis</c>: What is tested, in words.</summary>
    public string? Hypothesis
    {
        get => GetText("sci:hypothesis");
        init => Set("sci:hypothesis", value);
    }

    /// <summary><c>sci:result_status</c>: <c>positive</c>, <c>negative</c>, <c>inconclusive</c>, <c>replicated</c> or <c>failed_replication</c>.</summary>
    public string? ResultStatus
    {
        get => GetText("sci:result_status");
        init => Set("sci:result_status", value);
    }

    /// <summary><c>sci:p_value</c>: p-value, 0 … 1.</summary>
    public double? PValue
    {
        get => GetFloat("sci:p_value");
        init => Set("sci:p_value", Number(value, static number => number));
    }

    /// <summary><c>sci:effect_size</c>: Standardized effect, for example Cohen's d.</summary>
    public double? EffectSize
    {
        get => GetFloat("sci:effect_size");
        init => Set("sci:effect_size", Number(value, static number => number));
    }

    /// <summary><c>sci:sample_size</c>: Number of subjects or samples.</summary>
    public long? SampleSize
    {
        get => GetInteger("sci:sample_size");
        init => Set("sci:sample_size", Number(value, static number => number));
    }

    /// <summary><c>sci:preregistered</c>: Whether the study was registered beforehand.</summary>
    public bool? Preregistered
    {
        get => GetBoolean("sci:preregistered");
        init => Set("sci:preregistered", Number(value, static flag => flag));
    }

    /// <summary><c>sci:open_access</c>: Whether the source is open.</summary>
    public bool? OpenAccess
    {
        get => GetBoolean("sci:open_access");
        init => Set("sci:open_access", Number(value, static flag => flag));
    }

    /// <summary>Reads the profile's fields from a grain, whether or not it declares the profile.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The fields; null where the grain has none and does not declare the profile.</returns>
    public static ScienceProfile? Of(Grain grain) => Read(grain, DomainProfile.Science, static map => new ScienceProfile(map));
}
