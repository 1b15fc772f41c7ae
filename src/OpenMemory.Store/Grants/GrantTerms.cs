using System.Text;

namespace OpenMemory.Store;

/// <summary>The words of grants (§12.6.2).</summary>
internal static class GrantTerms
{
    internal const string Namespace = "agent:authz";
    internal const string Permits = "mg:permits";
    internal const string Revokes = "mg:revokes";
    internal const string Revoked = "revoked";
    internal const string Retraction = "retraction";
    internal const string Everywhere = "*";
    internal const string On = " ON ";

    /// <summary>The verbs in the order in which they are written.</summary>
    private static readonly (GrantVerbs Verb, string Text)[] s_verbs =
    [
        (GrantVerbs.Admin, "admin"), (GrantVerbs.Delete, "delete"), (GrantVerbs.Erase, "erase"), (GrantVerbs.LoopApply, "loop.apply"),
        (GrantVerbs.LoopReview, "loop.review"), (GrantVerbs.LoopRun, "loop.run"), (GrantVerbs.Read, "read"), (GrantVerbs.Supersede, "supersede"),
        (GrantVerbs.Write, "write"),
    ];

    /// <summary>All verbs that there are.</summary>
    internal static GrantVerbs All { get; } = s_verbs.Aggregate(GrantVerbs.None, static (verbs, entry) => verbs | entry.Verb);

    /// <summary>The verb of a word; none for a word that there is not .</summary>
    internal static GrantVerbs Parse(string text) => Array.Find(s_verbs, entry => entry.Text == text).Verb;

    /// <summary>The verbs, sorted and comma-separated.</summary>
    internal static string ToText(GrantVerbs verbs) => string.Join(',', s_verbs.Where(entry => (verbs & entry.Verb) != 0).Select(static entry => entry.Text));

    /// <summary>Orders namespaces by their UTF-8 bytes, as everything that is written is ordered.</summary>
    internal static Comparer<string> Order { get; } =
        Comparer<string>.Create(static (left, right) => CanonicalOrder.Compare(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right)));
}
