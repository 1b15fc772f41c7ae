namespace OpenMemory.Store;

/// <summary>
/// Rules of retention in their order. Of the rules that move grains the first that covers one decides where it belongs; minimums of all rules
/// that cover it count together, and the longest wins. So a floor holds wherever it stands, and a special rule stands before a general one.
/// Immutable.
/// </summary>
public sealed class RetentionPolicy
{
    private readonly RetentionRule[] _rules;

    /// <summary>Makes a policy.</summary>
    /// <param name="rules">The rules in their order; none is a policy that keeps everything.</param>
    /// <exception cref="ArgumentException">Two rules have one name, or the ages of one do not ascend from warm over cold to removal.</exception>
    public RetentionPolicy(params IEnumerable<RetentionRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = [.. rules];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (RetentionRule rule in _rules)
        {
            ArgumentNullException.ThrowIfNull(rule, nameof(rules));
            rule.RequireOrder();
            if (!names.Add(rule.Name)) throw new ArgumentException($"Two rules are named {rule.Name}.", nameof(rules));
        }
    }

    /// <summary>The rules in their order.</summary>
    public IReadOnlyList<RetentionRule> Rules => _rules;

    /// <summary>Reads a policy from JSON.</summary>
    /// <param name="json">The text, as <see cref="ToJson"/> writes it. A member that is not known is a fault: misspelt, it would keep nothing.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: the text is no such JSON, or a rule says what none may say.</exception>
    public static RetentionPolicy Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RetentionJson.Read(json);
    }

    /// <summary>Writes the policy as JSON, indented. What has its default is left out.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => RetentionJson.Write(this);
}
