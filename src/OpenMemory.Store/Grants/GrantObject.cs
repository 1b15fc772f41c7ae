using System.Diagnostics.CodeAnalysis;

namespace OpenMemory.Store;

/// <summary>What a grant confers: verbs, and the namespaces where they hold (§12.6.2). Immutable.</summary>
public sealed record GrantObject
{
    private readonly string[] _namespaces;

    /// <summary>Makes a grant for some namespaces.</summary>
    /// <param name="verbs">The verbs; at least one.</param>
    /// <param name="namespaces">The namespaces; at least one. Duplicates are removed, and texts written in NFC.</param>
    /// <exception cref="ArgumentException">
    /// There is no verb or no namespace; or a namespace is empty, is <c>*</c>, or has a comma, a control character or spaces around it, with
    /// which it cannot be written.
    /// </exception>
    public GrantObject(GrantVerbs verbs, params IReadOnlyList<string> namespaces)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        RequireVerbs(verbs);
        if (namespaces.Count == 0) throw new ArgumentException("A grant names a namespace.", nameof(namespaces));
        if (namespaces.FirstOrDefault(static text => !IsWritable(text)) is { } bad) throw new ArgumentException($"A grant cannot name the namespace '{bad}'.", nameof(namespaces));
        Verbs = verbs;
        _namespaces = Sorted(namespaces);
    }

    private GrantObject(GrantVerbs verbs, string[] namespaces)
    {
        Verbs = verbs;
        _namespaces = namespaces;
    }

    /// <summary>The verbs.</summary>
    public GrantVerbs Verbs { get; }

    /// <summary>The namespaces, sorted; empty where the grant holds everywhere.</summary>
    public IReadOnlyList<string> Namespaces => _namespaces;

    /// <summary>Whether it holds in all namespaces of the memory: <c>*</c>.</summary>
    public bool IsEverywhere => _namespaces.Length == 0;

    /// <summary>Makes a grant for all namespaces of the memory.</summary>
    /// <param name="verbs">The verbs; at least one.</param>
    /// <returns>The grant.</returns>
    /// <exception cref="ArgumentException">There is no verb.</exception>
    public static GrantObject Everywhere(GrantVerbs verbs)
    {
        RequireVerbs(verbs);
        return new(verbs, []);
    }

    /// <summary>
    /// Reads the <c>object</c> of a grant as received: verbs in any order, of which unknown ones are passed over. Names are compared
    /// exactly: what is written in another way confers nothing.
    /// </summary>
    /// <param name="text">For example <c>delete,read ON caller,shared</c>.</param>
    /// <param name="grant">The grant, perhaps without any verb; or null.</param>
    /// <returns>Whether the text has the form of a grant.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out GrantObject? grant)
    {
        grant = null;
        int on = text?.IndexOf(GrantTerms.On, StringComparison.Ordinal) ?? -1;
        if (on <= 0) return false;
        string[] verbs = text![..on].Split(','), scope = text[(on + GrantTerms.On.Length)..].Split(',');
        if (Array.Exists(verbs, static verb => verb.Length == 0)) return false;
        GrantVerbs known = verbs.Aggregate(GrantVerbs.None, static (found, verb) => found | GrantTerms.Parse(verb));
        if (scope is [GrantTerms.Everywhere])
        {
            grant = new(known, []);
            return true;
        }
        if (!Array.TrueForAll(scope, IsWritable)) return false;
        grant = new(known, Sorted(scope));
        return true;
    }

    /// <summary>Whether it holds in a namespace.</summary>
    /// <param name="name">The namespace, compared in NFC.</param>
    /// <returns>Whether it does.</returns>
    public bool Covers(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsEverywhere || Array.IndexOf(_namespaces, Nfc.Normalized(name)) >= 0;
    }

    /// <summary>Whether everything that another grant confers is conferred by this one.</summary>
    /// <param name="other">The other grant.</param>
    /// <returns>Whether it is.</returns>
    public bool Includes(GrantObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (other.Verbs & ~Verbs) == 0 && (IsEverywhere || (!other.IsEverywhere && other._namespaces.All(_namespaces.Contains)));
    }

    /// <summary>Compares verbs and scope.</summary>
    /// <param name="other">The other grant.</param>
    /// <returns>Whether both are written the same.</returns>
    public bool Equals(GrantObject? other) => other is not null && Verbs == other.Verbs && _namespaces.AsSpan().SequenceEqual(other._namespaces);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Verbs, _namespaces.Length);

    /// <summary>The canonical form, which a grant's <c>object</c> has (OMS-12.6.2-1).</summary>
    /// <returns>For example <c>delete,read ON caller,shared</c>.</returns>
    public override string ToString() => $"{GrantTerms.ToText(Verbs)}{GrantTerms.On}{(IsEverywhere ? GrantTerms.Everywhere : string.Join(',', _namespaces))}";

    private static void RequireVerbs(GrantVerbs verbs)
    {
        if (verbs == GrantVerbs.None || (verbs & ~GrantTerms.All) != 0) throw new ArgumentException("A grant has verbs that there are.", nameof(verbs));
    }

    private static bool IsWritable(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name != GrantTerms.Everywhere && !name.Contains(',') && !name.Any(char.IsControl)
        && !char.IsWhiteSpace(name[0]) && !char.IsWhiteSpace(name[^1]) && StrictUtf8.IsValid(name);

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Select(Nfc.Normalized).Distinct(StringComparer.Ordinal).Order(GrantTerms.Order)];
}
