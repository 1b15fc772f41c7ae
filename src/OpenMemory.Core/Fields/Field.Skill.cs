namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>name</c>: Machine-readable identifier (§6.12).</summary>
    public static Field Name => new(155);

    /// <summary><c>instructions</c>: definition group (§6.12).</summary>
    public static Field Instructions => new(156);

    /// <summary><c>when_to_use</c>: definition group (§6.12).</summary>
    public static Field WhenToUse => new(157);

    /// <summary><c>version</c>: definition group (§6.12).</summary>
    public static Field Version => new(158);

    /// <summary><c>allowed_tools</c>: definition group (§6.12).</summary>
    public static Field AllowedTools => new(159);

    /// <summary><c>resources</c>: definition group (§6.12).</summary>
    public static Field Resources => new(160);

    /// <summary><c>dependencies</c>: definition group (§6.12).</summary>
    public static Field Dependencies => new(161);

    /// <summary><c>input_modalities</c>: definition group (§6.12).</summary>
    public static Field InputModalities => new(162);

    /// <summary><c>output_modalities</c>: definition group (§6.12).</summary>
    public static Field OutputModalities => new(163);

    /// <summary><c>domain</c>: definition group (§6.12).</summary>
    public static Field Domain => new(164);

    /// <summary><c>holder_did</c>: learned group (§6.12).</summary>
    public static Field HolderDid => new(165);

    /// <summary><c>proficiency</c>: learned group (§6.12).</summary>
    public static Field Proficiency => new(166);

    /// <summary><c>practice_count</c>: learned group (§6.12).</summary>
    public static Field PracticeCount => new(167);

    /// <summary><c>last_practiced_at</c>: learned group (§6.12).</summary>
    public static Field LastPracticedAt => new(168);

    /// <summary><c>strategies</c>: learned group (§6.12).</summary>
    public static Field Strategies => new(169);

    /// <summary><c>transferable</c>: learned group (§6.12).</summary>
    public static Field Transferable => new(170);
}
