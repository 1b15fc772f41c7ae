namespace OpenMemory.Store;

/// <summary>
/// Policies to begin with (OMS-17.3-5): copy one, and change it to what your obligations are. They are examples of how rules are written and
/// no legal advice: no name of a law in them says that using one fulfils it.
/// </summary>
public static class RetentionPresets
{
    /// <summary>
    /// Memory of a support desk: what was superseded goes after 90 days, messages after two years, and everything else grows cold after a
    /// year without being read, and stays.
    /// </summary>
    public static RetentionPolicy SupportDesk { get; } = new(
        new RetentionRule { Name = "corrected", IncludesCurrent = false, Since = RetentionEvent.Ended, ColdAfter = Days(30), RemoveAfter = Days(90), Because = "it was corrected" },
        new RetentionRule { Name = "messages", Types = [GrainType.Event], WarmAfter = Days(90), ColdAfter = Days(365), RemoveAfter = Days(730), Because = "the conversation is long over" },
        new RetentionRule { Name = "unread", Since = RetentionEvent.LastAccessed, WarmAfter = Days(180), ColdAfter = Days(365) });

    /// <summary>
    /// As little as possible for as short as possible, in the spirit of data minimization and storage limitation: what is no longer true goes
    /// after 30 days, and what nobody reads after half a year.
    /// </summary>
    public static RetentionPolicy Minimization { get; } = new(
        new RetentionRule { Name = "corrected", IncludesCurrent = false, Since = RetentionEvent.Ended, RemoveAfter = Days(30), Because = "it is no longer true" },
        new RetentionRule { Name = "outdated", Since = RetentionEvent.ValidTo, RemoveAfter = Days(30), Because = "its time of validity is over" },
        new RetentionRule { Name = "unread", Since = RetentionEvent.LastAccessed, WarmAfter = Days(60), ColdAfter = Days(120), RemoveAfter = Days(180), Because = "nobody needed it" });

    /// <summary>
    /// Business records that are kept for seven years whatever other rules say, corrections included, and for one more after that: a floor
    /// for every namespace, and a rule that removes under it.
    /// </summary>
    public static RetentionPolicy SevenYears { get; } = new(
        new RetentionRule { Name = "seven years", Since = RetentionEvent.Accepted, MinimumAge = Days(2557), Because = "records are kept for seven years" },
        new RetentionRule { Name = "old records", Since = RetentionEvent.Accepted, WarmAfter = Days(2557), ColdAfter = Days(2740), RemoveAfter = Days(2922), Because = "the seven years are over" });

    /// <summary>The presets by name: <c>support-desk</c>, <c>minimization</c>, <c>seven-years</c>.</summary>
    public static IReadOnlyDictionary<string, RetentionPolicy> All { get; } = new Dictionary<string, RetentionPolicy>(StringComparer.Ordinal)
    {
        ["support-desk"] = SupportDesk,
        ["minimization"] = Minimization,
        ["seven-years"] = SevenYears,
    };

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);
}
