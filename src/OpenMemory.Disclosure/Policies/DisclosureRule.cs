namespace OpenMemory.Disclosure;

/// <summary>
/// One rule of a policy: which grains it is for, and what it hides of them. All conditions that are set must hold. A condition on a field
/// that the grain hides already counts as holding, because it may. Immutable.
/// </summary>
public sealed record DisclosureRule
{
    private readonly IReadOnlyList<GrainType>? _types;
    private readonly IReadOnlyList<string>? _tags, _unlessTags, _namespaces, _relations, _keep;
    private readonly IReadOnlyList<string> _hide = [], _screen = [];

    /// <summary>What reports call the rule.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The grain types, one of which it must be; null for all that have a schema. A type without one is matched only where it is named.
    /// </summary>
    public IReadOnlyList<GrainType>? Types { get => _types; init => _types = value is null ? null : [.. value]; }

    /// <summary>
    /// The structural tags, one of which it must have; null for all grains. <c>pii:*</c> stands for every tag with that beginning; case
    /// matters. A sensitive tag that such a rule names is one the policy knows.
    /// </summary>
    public IReadOnlyList<string>? Tags { get => _tags; init => _tags = Copy(value); }

    /// <summary>The structural tags, any of which takes the grain out of the rule; exact or with <c>*</c> at the end.</summary>
    public IReadOnlyList<string>? UnlessTags { get => _unlessTags; init => _unlessTags = Copy(value); }

    /// <summary>The namespaces, one of which it must be in; exact or with <c>*</c> at the end, empty for grains without one .</summary>
    public IReadOnlyList<string>? Namespaces { get => _namespaces; init => _namespaces = Copy(value); }

    /// <summary>The relations, one of which it must have; exact or with <c>*</c> at the end.</summary>
    public IReadOnlyList<string>? Relations { get => _relations; init => _relations = Copy(value); }

    /// <summary>The full names of the fields to hide. The grain is withheld where one of them must stay (§10.2, R-38).</summary>
    public IReadOnlyList<string> Hide { get => _hide; init => _hide = Copy(value) ?? []; }

    /// <summary>
    /// The full names of the only fields that stay, with those of <see cref="Screen"/>; every other one is hidden, known or not, so that no
    /// field is forgotten. <c>type</c> and <c>created_at</c> stay always. Null where the rule names only what it hides.
    /// </summary>
    public IReadOnlyList<string>? Keep { get => _keep; init => _keep = Copy(value); }

    /// <summary>
    /// The full names of fields that stay only while they hold numbers, codes and words of a status, see the remarks; free text, names and
    /// whatever a key calls personal is hidden.
    /// </summary>
    /// <remarks>
    /// A heuristic that errs on the side of hiding: a text passes where it is an address, a UUID, a code such as <c>INV-5306</c>
    /// (up to twelve digits, and no more than three letters in a row), or a word in ASCII under a key that says <c>status</c>,
    /// <c>reason</c>, <c>plan</c> and the like. Nothing passes under a key that says <c>name</c>, <c>email</c>, <c>customer</c> and the like.
    /// Of fields in which programs write names, such as <c>relation</c>, <c>tool_name</c> and <c>error_type</c>, one word of ASCII passes in
    /// either case. It does not know what a code stands for: the plate of a car and a UUID of a person under a harmless key pass, and so does
    /// a name in small letters under <c>status</c>. What must not be shown is named as a term, or the field is hidden.
    /// </remarks>
    public IReadOnlyList<string> Screen { get => _screen; init => _screen = Copy(value) ?? []; }

    /// <summary>Withholds the grain, for content that cannot be hidden; it wins over every other rule.</summary>
    public bool Withhold { get; init; }

    private static IReadOnlyList<string>? Copy(IReadOnlyList<string>? list)
    {
        foreach (string text in list ?? []) ArgumentNullException.ThrowIfNull(text);
        return list is null ? null : [.. list];
    }
}
