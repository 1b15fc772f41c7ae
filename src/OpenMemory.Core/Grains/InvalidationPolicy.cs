namespace OpenMemory;

/// <summary>Who may supersede, contradict or erase a grain (§23.2).</summary>
public sealed record InvalidationPolicy : NestedFields
{
    /// <summary>Makes an empty map, to be filled by an initializer.</summary>
    public InvalidationPolicy()
    {
    }

    /// <summary>Reads a map.</summary>
    /// <param name="map">The map, with full names; entries that have no property are kept.</param>
    public InvalidationPolicy(OmsMap map)
        : base(map ?? throw new ArgumentNullException(nameof(map)))
    {
    }

    /// <summary><c>mode</c>: <c>open</c>, <c>soft_locked</c>, <c>locked</c>, <c>quorum</c>, <c>delegated</c>, <c>timed</c>, <c>hold</c> or <c>consent_cascade</c>; an unknown mode means locked (§23.2).</summary>
    public string? Mode
    {
        get => GetText("mode");
        init => Set("mode", value);
    }

    /// <summary><c>authorized</c>: DIDs (§23.2).</summary>
    public IReadOnlyList<string>? Authorized
    {
        get => GetTexts("authorized");
        init => SetList("authorized", value, static text => text);
    }

    /// <summary><c>threshold</c>: Signatures needed by <c>quorum</c> (§23.2).</summary>
    public long? Threshold
    {
        get => GetInteger("threshold");
        init => Set("threshold", Number(value, static number => number));
    }

    /// <summary><c>locked_until</c>: Epoch seconds, not milliseconds, for <c>timed</c> (R-24) (§23.2).</summary>
    public long? LockedUntil
    {
        get => GetInteger("locked_until");
        init => Set("locked_until", Number(value, static number => number));
    }

    /// <summary><c>fallback_mode</c>: Mode after <c>locked_until</c> (§23.2).</summary>
    public string? FallbackMode
    {
        get => GetText("fallback_mode");
        init => Set("fallback_mode", value);
    }

    /// <summary><c>scope</c>: <c>grain</c>, <c>subtree</c> or <c>lineage</c> (§23.2).</summary>
    public string? Scope
    {
        get => GetText("scope");
        init => Set("scope", value);
    }

    /// <summary><c>protection_reason</c>: Why, for a person (§23.2).</summary>
    public string? ProtectionReason
    {
        get => GetText("protection_reason");
        init => Set("protection_reason", value);
    }
}
