using System.Diagnostics.CodeAnalysis;

namespace OpenMemory;

/// <summary>
/// A domain profile (Appendix A): a grain joins it with a tag, and keeps the profile's fields in its <c>context</c> under the
/// profile's prefix; where an author puts them at the top level, they are judged alike. A State's <c>context</c> is its
/// snapshot, whose keys are the profile's where the State has the tag, and anyone's where it has not (OMS-8.3-1). Keys under the
/// prefix that are not registered are kept and not judged, but for second names of a mail's thread (OMS-A.8-3).
/// </summary>
public sealed class DomainProfile
{
    private DomainProfile(string name, string prefix, ProfileField[] fields)
    {
        Name = name;
        Tag = TagPrefix + name;
        Prefix = prefix;
        Fields = fields;
    }

    /// <summary>Protected health information, clinical records (A.1).</summary>
    public static DomainProfile Healthcare { get; } = new("healthcare", "hc:", ProfileTable.Healthcare);

    /// <summary>Contracts, case law, filings (A.2).</summary>
    public static DomainProfile Legal { get; } = new("legal", "legal:", ProfileTable.Legal);

    /// <summary>Transactions, markets, risk (A.3).</summary>
    public static DomainProfile Finance { get; } = new("finance", "fin:", ProfileTable.Finance);

    /// <summary>Robots in the physical world (A.4).</summary>
    public static DomainProfile Robotics { get; } = new("robotics", "rob:", ProfileTable.Robotics);

    /// <summary>Experiments, data sets, findings (A.5).</summary>
    public static DomainProfile Science { get; } = new("science", "sci:", ProfileTable.Science);

    /// <summary>Preferences and interactions of consumers (A.6).</summary>
    public static DomainProfile Consumer { get; } = new("consumer", "con:", ProfileTable.Consumer);

    /// <summary>Connectors and the actions of an interface (A.7). In a Trigger its fields stand in <c>config</c>.</summary>
    public static DomainProfile Integration { get; } = new("integration", "int:", ProfileTable.Integration);

    /// <summary>Messages of an addressed, threaded transport (A.8).</summary>
    public static DomainProfile Mail { get; } = new("mail", "mail:", ProfileTable.Mail);

    /// <summary>The eight profiles of the specification.</summary>
    public static IReadOnlyList<DomainProfile> All { get; } = [Healthcare, Legal, Finance, Robotics, Science, Consumer, Integration, Mail];

    /// <summary>The name, for example <c>healthcare</c>.</summary>
    public string Name { get; }

    /// <summary>The structural tag with which a grain declares the profile, for example <c>profile:healthcare</c>.</summary>
    public string Tag { get; }

    /// <summary>What the names of the profile's fields begin with, for example <c>hc:</c>.</summary>
    public string Prefix { get; }

    /// <summary>The registered fields.</summary>
    public IReadOnlyList<ProfileField> Fields { get; }

    /// <summary>What every profile's tag begins with.</summary>
    internal const string TagPrefix = "profile:";

    /// <summary>Finds a profile by its tag.</summary>
    /// <param name="tag">A structural tag; upper and lower case differ.</param>
    /// <param name="profile">The profile, or null.</param>
    /// <returns>Whether the tag declares one of the eight profiles.</returns>
    public static bool TryFromTag(string? tag, [NotNullWhen(true)] out DomainProfile? profile)
    {
        profile = All.FirstOrDefault(candidate => candidate.Tag == tag);
        return profile is not null;
    }

    /// <summary>Finds a registered field.</summary>
    /// <param name="name">The full name, with the prefix.</param>
    /// <returns>The field, or null.</returns>
    public ProfileField? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>The name.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Name;

    /// <summary>Whether a key belongs to the profile, registered or not.</summary>
    internal bool Owns(string key) => key.Length > Prefix.Length && key.StartsWith(Prefix, StringComparison.Ordinal);
}
