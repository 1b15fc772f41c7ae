namespace OpenMemory;

/// <summary>A skill's definition, or an agent's command of it (§8.11).</summary>
public sealed record Skill : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Skill()
        : base(GrainType.Skill)
    {
    }

    /// <summary><c>name</c>: Machine-readable identifier (§6.12). Required.</summary>
    public string? Name
    {
        get => GetText("name");
        init => Set("name", value);
    }

    /// <summary><c>description</c>: What it is for (§6.12). Required.</summary>
    public string? Description
    {
        get => GetText("description");
        init => Set("description", value);
    }

    /// <summary><c>instructions</c>: How to do it (§6.12).</summary>
    public string? Instructions
    {
        get => GetText("instructions");
        init => Set("instructions", value);
    }

    /// <summary><c>when_to_use</c>: When to do it (§6.12).</summary>
    public string? WhenToUse
    {
        get => GetText("when_to_use");
        init => Set("when_to_use", value);
    }

    /// <summary><c>version</c>: Version, for people; supersession decides which is the latest (§6.12).</summary>
    public string? Version
    {
        get => GetText("version");
        init => Set("version", value);
    }

    /// <summary><c>allowed_tools</c>: Addresses or names of Tool definitions (§6.12).</summary>
    public IReadOnlyList<string>? AllowedTools
    {
        get => GetTexts("allowed_tools");
        init => SetList("allowed_tools", value, static text => text);
    }

    /// <summary><c>resources</c>: Addresses of resources (§6.12).</summary>
    public IReadOnlyList<string>? Resources
    {
        get => GetTexts("resources");
        init => SetList("resources", value, static text => text);
    }

    /// <summary><c>dependencies</c>: Addresses of Skills it needs (§6.12).</summary>
    public IReadOnlyList<string>? Dependencies
    {
        get => GetTexts("dependencies");
        init => SetList("dependencies", value, static text => text);
    }

    /// <summary><c>input_modalities</c>: For example text, image, code, audio (§6.12).</summary>
    public IReadOnlyList<string>? InputModalities
    {
        get => GetTexts("input_modalities");
        init => SetList("input_modalities", value, static text => text);
    }

    /// <summary><c>output_modalities</c>: For example text, image, code, audio (§6.12).</summary>
    public IReadOnlyList<string>? OutputModalities
    {
        get => GetTexts("output_modalities");
        init => SetList("output_modalities", value, static text => text);
    }

    /// <summary><c>domain</c>: For example software, research, healthcare, finance (§6.12).</summary>
    public string? Domain
    {
        get => GetText("domain");
        init => Set("domain", value);
    }

    /// <summary><c>holder_did</c>: DID of the agent that has the skill (§6.12).</summary>
    public string? HolderDid
    {
        get => GetText("holder_did");
        init => Set("holder_did", value);
    }

    /// <summary><c>proficiency</c>: How well it is mastered, 0 … 1 (§6.12).</summary>
    public double? Proficiency
    {
        get => GetFloat("proficiency");
        init => Set("proficiency", Number(value, static number => number));
    }

    /// <summary><c>practice_count</c>: How often it was practised; not negative (§6.12).</summary>
    public long? PracticeCount
    {
        get => GetInteger("practice_count");
        init => Set("practice_count", Number(value, static number => number));
    }

    /// <summary><c>last_practiced_at</c>: When it was last used (§6.12).</summary>
    public EpochMilliseconds? LastPracticedAt
    {
        get => GetInteger("last_practiced_at") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("last_practiced_at", Number(value, static time => time.Value));
    }

    /// <summary><c>strategies</c>: Maps of condition, workflow (an address) and description (§6.12).</summary>
    public IReadOnlyList<OmsMap>? Strategies
    {
        get => GetMaps("strategies");
        init => SetList("strategies", value, static map => map);
    }

    /// <summary><c>transferable</c>: Whether another agent may acquire it (§6.12).</summary>
    public bool? Transferable
    {
        get => GetBoolean("transferable");
        init => Set("transferable", Number(value, static flag => flag));
    }
}
