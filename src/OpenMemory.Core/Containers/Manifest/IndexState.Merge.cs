namespace OpenMemory;

public sealed partial record IndexState
{
    /// <summary>
    /// Merges imported state into the state of an index. This is the strategy for conflicts that importers must document
    /// (OMS-11.7-8, R-52):
    /// <list type="table">
    /// <item><term><c>superseded_by</c></term><description>taken where the index has none; a different one is a fork, which is
    /// reported and overwrites nothing (R-49)</description></item>
    /// <item><term><c>system_valid_to</c></term><description>the earlier</description></item>
    /// <item><term><c>verification_status</c></term><description>the strongest of retracted, contested, verified, any other value,
    /// unverified</description></item>
    /// <item><term><c>rec_status</c></term><description>never taken (OMS-11.7-4)</description></item>
    /// <item><term><c>access_count</c>, <c>last_accessed_at</c></term><description>the larger</description></item>
    /// </list>
    /// All fields but <c>superseded_by</c> and <c>rec_status</c> come out the same whatever is merged first and however often.
    /// What was imported is believed here: <see cref="ManifestImport"/> says what may be.
    /// </summary>
    /// <param name="existing">The state of the index.</param>
    /// <param name="imported">The state that was imported.</param>
    /// <returns>The new state, and what was not taken.</returns>
    public static IndexMerge Merge(IndexState existing, IndexState imported)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(imported);
        bool isFork = existing.SupersededBy is { } head && imported.SupersededBy is { } other && head != other;
        IndexState merged = new()
        {
            SupersededBy = existing.SupersededBy ?? imported.SupersededBy,
            SystemValidTo = Earlier(existing.SystemValidTo, imported.SystemValidTo),
            VerificationStatus = Stronger(existing.VerificationStatus, imported.VerificationStatus),
            RecStatus = existing.RecStatus,
            AccessCount = Math.Max(existing.AccessCount, imported.AccessCount),
            LastAccessedAt = Later(existing.LastAccessedAt, imported.LastAccessedAt),
        };
        return new IndexMerge(merged, isFork ? imported.SupersededBy : null, imported.RecStatus is not null);
    }

    /// <summary>The status that counts where two are stated.</summary>
    internal static string Stronger(string a, string b)
    {
        int order = Strength(a).CompareTo(Strength(b));
        if (order == 0) order = string.CompareOrdinal(a, b); // two values that we do not know
        return order >= 0 ? a : b;
    }

    // A value that we do not know says more than none, and never hides one that we do.
    private static int Strength(string status) => status switch { Retracted => 4, Contested => 3, Verified => 2, Unverified => 0, _ => 1 };

    private static EpochMilliseconds? Earlier(EpochMilliseconds? a, EpochMilliseconds? b) =>
        a is null || b is { } other && other.Value < a.Value.Value ? b ?? a : a;

    private static EpochMilliseconds? Later(EpochMilliseconds? a, EpochMilliseconds? b) =>
        a is null || b is { } other && other.Value > a.Value.Value ? b ?? a : a;
}
