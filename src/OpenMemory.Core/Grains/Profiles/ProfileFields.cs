namespace OpenMemory;

/// <summary>
/// The fields of one domain profile, typed (Appendix A). Read them from a grain with the profile's <c>Of</c>, put them into a
/// grain with <see cref="ProfileExtensions.With{TGrain}"/>. Keys under the prefix that are not registered are kept.
/// </summary>
/// <example>
/// <code>
/// Event mail = new Event { Content = "…", SessionId = "thread-77", CreatedAt = 1768471200000 }
///     .With(new MailProfile { MessageId = "&lt;a@example.com&gt;", From = "anna@example.com", Direction = "inbound" });
/// string? sender = MailProfile.Of(mail)?.From;
/// </code>
/// </example>
public abstract record ProfileFields : NestedFields
{
    private protected ProfileFields()
    {
    }

    private protected ProfileFields(DomainProfile profile, OmsMap map)
        : base(Under(profile, map ?? throw new ArgumentNullException(nameof(map))))
    {
    }

    /// <summary>Copies for a <c>with</c> expression.</summary>
    /// <param name="original">What is copied.</param>
    protected ProfileFields(ProfileFields original)
        : base(original)
    {
    }

    /// <summary>Which profile this is.</summary>
    public abstract DomainProfile Profile { get; }

    /// <summary>The entries of a map that belong to a profile.</summary>
    internal static OmsMap Under(DomainProfile profile, OmsMap map) => new(map.Where(entry => profile.Owns(entry.Key)));

    /// <summary>The entries of a map that do not belong to a profile.</summary>
    internal static OmsMap Beside(DomainProfile profile, OmsMap map) => new(map.Where(entry => !profile.Owns(entry.Key)));

    /// <summary>
    /// Gathers a profile's fields: from <c>config</c> where a Trigger keeps them, from <c>context</c>, and where both lack one,
    /// from the grain's own top level, where others may have put it.
    /// </summary>
    private protected static T? Read<T>(Grain grain, DomainProfile profile, Func<OmsMap, T> make)
        where T : ProfileFields
    {
        ArgumentNullException.ThrowIfNull(grain);
        Dictionary<string, OmsValue> found = new(StringComparer.Ordinal);
        foreach (OmsMap? map in (ReadOnlySpan<OmsMap?>)[ConfigOf(grain, profile), grain.Context, grain.Extra])
        {
            if (map is null) continue;
            foreach ((string key, OmsValue value) in map)
            {
                if (profile.Owns(key) && !value.IsNull) found.TryAdd(key, value);
            }
        }
        return found.Count > 0 || grain.Declares(profile) ? make(OmsMap.Adopt(found)) : null;
    }

    private static OmsMap? ConfigOf(Grain grain, DomainProfile profile) =>
        profile == DomainProfile.Integration ? (grain as Trigger)?.Config : null;
}
