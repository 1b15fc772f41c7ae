using System.Runtime.CompilerServices;

namespace OpenMemory.Store;

/// <summary>Finds live grants: neither superseded nor contradicted, no retraction, with an object that parses, and within their time (OMS-12.6.2-2, R-45).</summary>
internal static class GrantReader
{
    /// <summary>The live grants of a principal, or of all.</summary>
    internal static async IAsyncEnumerable<Grant> ReadAsync(
        IGrainStore store, string? principal, EpochMilliseconds now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GrainQuery query = new()
        {
            Types = [GrainType.Fact], Namespaces = [GrantTerms.Namespace], Relation = GrantTerms.Permits, Subject = principal, Order = GrainOrder.OldestFirst, IncludeCold = true,
        };
        await foreach (StoredGrain grain in store.PeekAllAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (Read(grain, now) is { } grant && (principal is null || Nfc.Normalized(principal) == grant.Principal)) yield return grant;
        }
    }

    /// <summary>Reads a live grant; null for everything else.</summary>
    internal static Grant? Read(StoredGrain stored, EpochMilliseconds now)
    {
        GrainView view = stored.Blob.View();
        if (!stored.Entry.IsCurrent || stored.Entry.IsContradicted || view.IsDisclosed || !GrantRules.IsGrant(view)) return null;
        Grain grain = stored.ToGrain();
        if (grain.InvalidationType == GrantTerms.Retraction || string.IsNullOrWhiteSpace(grain.Subject)) return null;
        bool hasTimes = (grain.ValidFrom is not null || grain.GetValue("valid_from").IsNull) && (grain.ValidTo is not null || grain.GetValue("valid_to").IsNull);
        if (!hasTimes) return null; // limited to a time that cannot be read
        if (now.Value < (grain.ValidFrom ?? now).Value || now.Value > (grain.ValidTo ?? now).Value) return null;
        if (grain.Object.Kind != OmsValueKind.Text || !GrantObject.TryParse(grain.Object.AsText(), out GrantObject? conferred)) return null;
        return new(stored.Address, Nfc.Normalized(grain.Subject), conferred, Text(grain.Context, "grantor"), Text(grain.Context, "because"), grain.CreatedAt ?? default);
    }

    private static string? Text(OmsMap? map, string key) =>
        map is not null && map.TryGetValue(key, out OmsValue value) && value.Kind == OmsValueKind.Text ? value.AsText() : null;
}
