namespace OpenMemory;

/// <summary>Preferences and interactions of consumers (A.6).</summary>
public sealed record ConsumerProfile : ProfileFields
{
    /// <summary>Makes an empty profile, to be filled by an initializer.</summary>
    public ConsumerProfile()
    {
    }

    /// <summary>Reads the entries of a map whose keys begin with <c>con:</c>.</summary>
    /// <param name="map">For example a <c>context</c>; what the profile does not register is kept, other keys are left out.</param>
    public ConsumerProfile(OmsMap map)
        : base(DomainProfile.Consumer, map)
    {
    }

    /// <inheritdoc/>
    public override DomainProfile Profile => DomainProfile.Consumer;

    /// <summary><c>con:device_type</c>: <c>mobile</c>, <c>desktop</c>, <c>smart_speaker</c>, <c>wearable</c>, <c>tv</c> or <c>kiosk</c>.</summary>
    public string? DeviceType
    {
        get => GetText("con:device_type");
        init => Set("con:device_type", value);
    }

    /// <summary><c>con:app_id</c>: Application.</summary>
    public string? AppId
    {
        get => GetText("con:app_id");
        init => Set("con:app_id", value);
    }

    /// <summary><c>con:app_version</c>: The application's version.</summary>
    public string? AppVersion
    {
        get => GetText("con:app_version");
        init => Set("con:app_version", value);
    }

    /// <summary><c>con:locale</c>: Language, BCP 47.</summary>
    public string? Locale
    {
        get => GetText("con:locale");
        init => Set("con:locale", value);
    }

    /// <summary><c>con:preference_category</c>: What the preference is about, for example <c>music</c>.</summary>
    public string? PreferenceCategory
    {
        get => GetText("con:preference_category");
        init => Set("con:preference_category", value);
    }

    /// <summary><c>con:interaction_type</c>: <c>explicit_feedback</c>, <c>implicit_signal</c>, <c>purchase</c>, <c>skip</c>, <c>save</c> or <c>share</c>.</summary>
    public string? InteractionType
    {
        get => GetText("con:interaction_type");
        init => Set("con:interaction_type", value);
    }

    /// <summary><c>con:sentiment</c>: Sentiment, −1 … 1.</summary>
    public double? Sentiment
    {
        get => GetFloat("con:sentiment");
        init => Set("con:sentiment", Number(value, static number => number));
    }

    /// <summary><c>con:engagement_duration_ms</c>: How long, in milliseconds.</summary>
    public long? EngagementDurationMs
    {
        get => GetInteger("con:engagement_duration_ms");
        init => Set("con:engagement_duration_ms", Number(value, static number => number));
    }

    /// <summary><c>con:recommendation_rank</c>: Place in the list that led here.</summary>
    public long? RecommendationRank
    {
        get => GetInteger("con:recommendation_rank");
        init => Set("con:recommendation_rank", Number(value, static number => number));
    }

    /// <summary><c>con:ab_variant</c>: Variant of a test.</summary>
    public string? AbVariant
    {
        get => GetText("con:ab_variant");
        init => Set("con:ab_variant", value);
    }

    /// <summary><c>con:ccpa_opted_out</c>: Whether the person opted out of sale; never a processing basis (OMS-A.6-2).</summary>
    public bool? CcpaOptedOut
    {
        get => GetBoolean("con:ccpa_opted_out");
        init => Set("con:ccpa_opted_out", Number(value, static flag => flag));
    }

    /// <summary>Reads the profile's fields from a grain, whether or not it declares the profile.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The fields; null where the grain has none and does not declare the profile.</returns>
    public static ConsumerProfile? Of(Grain grain) => Read(grain, DomainProfile.Consumer, static map => new ConsumerProfile(map));
}
