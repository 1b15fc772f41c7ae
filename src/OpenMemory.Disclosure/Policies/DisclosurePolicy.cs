namespace OpenMemory.Disclosure;

/// <summary>
/// Says for every grain what of it may be shown, by type, tag, namespace and relation, so that nobody forgets a field. Rules add up: a field
/// is hidden where any rule that matches hides it, and a rule that withholds wins. Whatever cannot be decided is withheld. Immutable, and
/// safe to use from several threads.
/// </summary>
/// <remarks>
/// A policy is explicit configuration in the sense of R-38, so that it may hide optional fields that §10.2 does not list. Withheld are
/// grains that no rule matches, that hold what a rule hides and §10.2 or R-38 let nobody hide, that cannot be read, or whose tags or header
/// say more sensitivity than the policy knows of.
/// </remarks>
public sealed partial class DisclosurePolicy
{
    /// <summary>What stands for the policy itself where reports name a rule.</summary>
    internal const string NoRule = "policy";

    private readonly IReadOnlyList<DisclosureRule> _rules = [];
    private readonly IReadOnlyList<string> _identities = DefaultIdentities, _customFields = [];
    private PolicyEngine? _engine;

    /// <summary>What people call the policy.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; empty where nobody says.</summary>
    public string Description { get; init; } = "";

    /// <summary>The rules.</summary>
    public IReadOnlyList<DisclosureRule> Rules { get => _rules; init => _rules = [.. value]; }

    /// <summary>
    /// The highest level of the header that is shown where no tag that a rule names explains it; by default
    /// <see cref="Sensitivity.Internal"/>.
    /// </summary>
    public Sensitivity MaxSensitivity { get; init; } = Sensitivity.Internal;

    /// <summary>
    /// Shows grains although they have a tag of <c>pii:</c>, <c>sec:</c>, <c>legal:</c> or <c>phi:</c> that no matching rule names. By default
    /// they are withheld.
    /// </summary>
    public bool AllowUnknownTags { get; init; }

    /// <summary>Shows grains that no rule matches as they are. By default they are withheld.</summary>
    public bool ShowUnmatched { get; init; }

    /// <summary>Shows sealed grains as they are: their headers and their ciphertext. By default they are withheld.</summary>
    public bool ShowSealed { get; init; }

    /// <summary>
    /// The full names of the fields whose texts, where the field is hidden, must appear in nothing else that is shown of the grain: what holds
    /// one is hidden too, and the grain is withheld where that must stay. By default the fields that name persons, agents and sessions.
    /// Compared word by word without regard to the case of ASCII letters; texts shorter than three bytes are not looked for.
    /// </summary>
    public IReadOnlyList<string> Identities { get => _identities; init => _identities = [.. value]; }

    /// <summary>
    /// Names of fields that rules may name although the specification has none of that name. Any other unknown name is refused, because a
    /// misspelt one would show what it meant to hide.
    /// </summary>
    public IReadOnlyList<string> CustomFields { get => _customFields; init => _customFields = [.. value]; }

    private PolicyEngine Engine => _engine ??= new(this);

    /// <summary>Checks the policy, which is otherwise done when it is first used.</summary>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: a rule has no name, or names a field that does not exist.</exception>
    public void Validate() => _ = Engine;

    /// <summary>Reads a policy from JSON, and checks it: unknown members, members that stand twice and unknown fields are refused.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8, at most 1 MiB; <see cref="ToJson"/> shows the members.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="OmsException">The JSON is none, or no policy: the fault has the offset, or the path of the rule.</exception>
    public static DisclosurePolicy Parse(ReadOnlySpan<byte> utf8Json) => PolicyJson.Parse(utf8Json);

    /// <summary>The policy as JSON, which <see cref="Parse"/> reads.</summary>
    /// <returns>The text, in several lines.</returns>
    public string ToJson() => PolicyJson.Write(this);

    /// <summary>Decides what is done with a grain.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="options">Terms; none by default.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="OmsException">The policy is not valid.</exception>
    /// <exception cref="ArgumentException">A term is too short.</exception>
    public DisclosureDecision Decide(GrainBlob grain, DisclosureApplyOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Engine.Decide(grain, new TraceSearch(options.Terms));
    }

    /// <summary>Decides what is done with a grain, and does it.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="options">Terms, signing, limits; none by default.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="OmsException">The policy is not valid.</exception>
    /// <exception cref="ArgumentException">A term is too short.</exception>
    public DisclosureOutcome Apply(GrainBlob grain, DisclosureApplyOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Apply(grain, options, new TraceSearch(options.Terms));
    }

    internal DisclosureOutcome Apply(GrainBlob grain, in DisclosureApplyOptions options, TraceSearch search) => Engine.Apply(grain, options, search);

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
