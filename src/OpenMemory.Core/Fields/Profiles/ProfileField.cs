namespace OpenMemory;

/// <summary>One registered field of a domain profile (Appendix A).</summary>
public sealed class ProfileField
{
    internal ProfileField(string name, ProfileFieldKind kind, params string[] values)
    {
        Name = name;
        Kind = kind;
        Values = values;
    }

    /// <summary>The full name with the profile's prefix, for example <c>hc:icd10</c>.</summary>
    public string Name { get; }

    /// <summary>The kind of value.</summary>
    public ProfileFieldKind Kind { get; }

    /// <summary>The values that the specification lists; empty where any is meant.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether values beyond <see cref="Values"/> may be written .</summary>
    public bool IsOpen { get; internal init; }

    /// <summary>The least number, or null.</summary>
    public double? Minimum { get; internal init; }

    /// <summary>The greatest number, or null.</summary>
    public double? Maximum { get; internal init; }

    /// <summary>The name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;
}
