namespace OpenMemory.Store;

/// <summary>
/// How long grains of a namespace stay, and where: from the hot tier down to the warm and the cold one, and then no longer. Immutable; ages
/// are in whole milliseconds and not negative. A rule without <see cref="WarmAfter"/>, <see cref="ColdAfter"/> and <see cref="RemoveAfter"/>
/// moves nothing, and only sets a minimum.
/// </summary>
public sealed record RetentionRule
{
    /// <summary>Matches every namespace, apart from <c>agent:audit</c> and <c>agent:authz</c>.</summary>
    public const string Everywhere = "*";

    internal const string Grants = "agent:authz", AuditTrail = "agent:audit", Shared = "shared";

    internal const int MaxName = 100, MaxBecause = 500;

    private const int MaxNamespace = 1024;

    private readonly string _namespace = Everywhere;
    private readonly GrainType[]? _types;

    /// <summary>The name, under which it stands in reports and in the audit chain: 1 to 100 characters.</summary>
    /// <exception cref="ArgumentException">Set to a text that is blank, longer or no Unicode.</exception>
    public required string Name
    {
        get;
        init => field = Text(value, MaxName, nameof(Name));
    }

    /// <summary>
    /// The namespace, in NFC: exactly one, or a prefix that ends in <c>:*</c> (<c>caller:*</c> matches <c>caller:notes</c>, not <c>caller</c>),
    /// or <see cref="Everywhere"/>, as by default. A grain without a namespace is in <c>shared</c> (§28.2). <c>agent:audit</c> is matched
    /// by its own name alone, and <c>agent:authz</c>, where grants are, never.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// Set to a text that is blank, longer than 1024 characters or no Unicode; to one with a <c>*</c> elsewhere than at the end behind a colon;
    /// or to <c>agent:authz</c>.
    /// </exception>
    public string Namespace
    {
        get => _namespace;
        init
        {
            string name = Nfc.Normalized(Text(value, MaxNamespace, nameof(Namespace)));
            int star = name.IndexOf('*', StringComparison.Ordinal);
            if (star >= 0 && name != Everywhere && (star != name.Length - 1 || star < 2 || name[star - 1] != ':'))
                throw new ArgumentException("An asterisk stands alone, or at the end behind a colon.", nameof(Namespace));
            if (name == Grants) throw new ArgumentException("Grants have no retention; they are revoked.", nameof(Namespace));
            _namespace = name;
        }
    }

    /// <summary>The types, one of which a grain must have; null for all but Consents, which a rule has to name.</summary>
    public IReadOnlyList<GrainType>? Types
    {
        get => _types;
        init => _types = value is null ? null : [.. value];
    }

    /// <summary>Whether the rule is about current grains too, and not only about superseded and contradicted ones. On by default.</summary>
    public bool IncludesCurrent { get; init; } = true;

    /// <summary>What the age counts from; a grain that has no such time is left to the next rule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to none of the values.</exception>
    public RetentionEvent Since
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)value, (byte)RetentionEvent.ValidTo, nameof(Since));
            field = value;
        }
    }

    /// <summary>The age before which nothing is demoted or removed, whatever any rule says; null for none.</summary>
    public TimeSpan? MinimumAge
    {
        get;
        init => field = Age(value, nameof(MinimumAge));
    }

    /// <summary>The age from which grains are warm; null where they go to the cold tier without resting in the warm one.</summary>
    public TimeSpan? WarmAfter
    {
        get;
        init => field = Age(value, nameof(WarmAfter));
    }

    /// <summary>The age from which grains are cold; null where they are so only because they are to be removed.</summary>
    public TimeSpan? ColdAfter
    {
        get;
        init => field = Age(value, nameof(ColdAfter));
    }

    /// <summary>The age from which cold grains are removed; null for never.</summary>
    public TimeSpan? RemoveAfter
    {
        get;
        init => field = Age(value, nameof(RemoveAfter));
    }

    /// <summary>Keeps grains of this <c>importance</c> and more where they are, 0 … 1; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number outside.</exception>
    public double? KeepImportanceFrom
    {
        get;
        init => field = Share(value, nameof(KeepImportanceFrom));
    }

    /// <summary>Keeps grains of this <c>confidence</c> and more where they are, 0 … 1; null for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number outside.</exception>
    public double? KeepConfidenceFrom
    {
        get;
        init => field = Share(value, nameof(KeepConfidenceFrom));
    }

    /// <summary>Keeps grains that were read this often and more where they are, at least 1; null for none. Only counted accesses count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 1.</exception>
    public long? KeepAccessedFrom
    {
        get;
        init
        {
            if (value is { } count) ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(KeepAccessedFrom));
            field = value;
        }
    }

    /// <summary>Why, for the audit chain: never personal data. At most 500 characters; null for nothing.</summary>
    /// <exception cref="ArgumentException">Set to a text that is blank, longer or no Unicode.</exception>
    public string? Because
    {
        get;
        init => field = value is null ? null : Text(value, MaxBecause, nameof(Because));
    }

    /// <summary>Whether the rule ever moves a grain.</summary>
    internal bool Moves => (WarmAfter ?? ColdAfter ?? RemoveAfter) is not null;

    /// <summary>Whether the rule is about grains of a namespace in NFC and a type.</summary>
    internal bool Covers(string name, GrainType type)
    {
        if (_types is null ? type == GrainType.Consent : Array.IndexOf(_types, type) < 0) return false;
        if (name.Length == 0) name = Shared;
        if (name is Grants or AuditTrail) return name == _namespace;
        if (_namespace[^1] != '*') return name == _namespace;
        ReadOnlySpan<char> prefix = _namespace.AsSpan(0, _namespace.Length - 1);
        return name.Length > prefix.Length && name.AsSpan().StartsWith(prefix, StringComparison.Ordinal);
    }

    /// <summary>Demands that what may be set in any order fits together.</summary>
    /// <exception cref="ArgumentException">The ages do not ascend.</exception>
    internal void RequireOrder()
    {
        TimeSpan last = default;
        foreach (TimeSpan? age in (ReadOnlySpan<TimeSpan?>)[WarmAfter, ColdAfter, RemoveAfter])
        {
            if (age < last) throw new ArgumentException($"The ages of the rule {Name} do not ascend from warm over cold to removal.");
            last = age ?? last;
        }
    }

    private static string Text(string value, int maxLength, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        if (value.Length > maxLength) throw new ArgumentException($"The text is longer than {maxLength} characters.", name);
        return StrictUtf8.IsValid(value) ? value : throw new ArgumentException("The text holds half of a surrogate pair.", name);
    }

    private static TimeSpan? Age(TimeSpan? value, string name)
    {
        if (value is not { } age) return null;
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero, name);
        return age.Ticks % TimeSpan.TicksPerMillisecond == 0 ? age : throw new ArgumentException("An age is in whole milliseconds.", name);
    }

    private static double? Share(double? value, string name) =>
        value is not { } share || share is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "It is from 0 to 1.");
}
