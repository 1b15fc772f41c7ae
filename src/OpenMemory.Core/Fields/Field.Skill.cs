namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>name</c>: Machine-readable identifier (§6.12).</summary>
    public static Field Name => new(155);

    /// <summary><c>instructions</c>: How to do it (§6.12).</summary>
    public static Field Instructions => new(156);

    /// <summary><c>when_to_use</c>: When to do it (§6.12).</summary>
    public static Field WhenToUse => new(157);

    /// <summary><c>version</c>: Version, for people; supersession decides which is the latest (§6.12).</summary>
    public static Field Version => new(158);

    /// <summary><c>allowed_tools</c>: Addresses or names of Tool definitions (§6.12).</summary>
    public static Field AllowedTools => new(159);

    /// <summary><c>resources</c>: Addresses of resources (§6.12).</summary>
    public static Field Resources => new(160);

    /// <summary><c>dependencies</c>: Addresses of Skills it needs (§6.12).</summary>
    public static Field Dependencies => new(161);

    /// <summary><c>input_modalities</c>: For example text, image, code, audio (§6.12).</summary>
    public static Field InputModalities => new(162);

    /// <summary><c>output_modalities</c>: For example text, image, code, audio (§6.12).</summary>
    public static Field OutputModalities => new(163);

    /// <summary><c>domain</c>: For example software, research, healthcare, finance (§6.12).</summary>
    public static Field Domain => new(164);

    /// <summary><c>holder_did</c>: DID of the agent that has the skill (§6.12).</summary>
    public static Field HolderDid => new(165);

    /// <summary><c>proficiency</c>: How well it is mastered, 0 … 1 (§6.12).</summary>
    public static Field Proficiency => new(166);

    /// <summary><c>practice_count</c>: How often it was practised; not negative (§6.12).</summary>
    public static Field PracticeCount => new(167);

    /// <summary><c>last_practiced_at</c>: When it was last used (§6.12).</summary>
    public static Field LastPracticedAt => new(168);

    /// <summary><c>strategies</c>: Maps of condition, workflow (an address) and description (§6.12).</summary>
    public static Field Strategies => new(169);

    /// <summary><c>transferable</c>: Whether another agent may acquire it (§6.12).</summary>
    public static Field Transferable => new(170);
}
