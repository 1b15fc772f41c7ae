using System.Text;

namespace OpenMemory;

/// <summary>Path parameters, the response mapping and the list of hosts of a connector (OMS-A.7-1, OMS-A.7-2).</summary>
internal static class IntegrationRules
{
    private static readonly DomainProfile s_profile = DomainProfile.Integration;

    internal static void Check(ProfileSubject subject, ProfileReport report)
    {
        CheckPath(subject, subject.Text(s_profile, "int:http_path") ?? "", report); // no path has no parameters
        if (subject.Text(s_profile, "int:response_mapping") is { } mapping && !JqSyntax.IsExpression(Encoding.UTF8.GetBytes(mapping)))
            report("OMS-A.7-1", "The response mapping is not a jq expression", subject.PathOf(s_profile, "int:response_mapping"));
        if (Texts(subject, "int:allowed_outbound_hosts").Any(HostPattern.IsBareStar))
            report("OMS-A.7-2", "A bare * allows every host: leave the list out to say so", subject.PathOf(s_profile, "int:allowed_outbound_hosts"));
    }

    private static void CheckPath(ProfileSubject subject, string path, ProfileReport report)
    {
        if (!TryFindParameters(path, out HashSet<string> parameters))
            report("OMS-A.7-1", "The braces of the path are not balanced, or empty", subject.PathOf(s_profile, "int:http_path"));
        else if (!parameters.SetEquals(Texts(subject, "int:path_params")))
            report("OMS-A.7-1", "The path and its parameters do not name the same", subject.PathOf(s_profile, "int:path_params"));
    }

    private static bool TryFindParameters(string path, out HashSet<string> parameters)
    {
        parameters = new(StringComparer.Ordinal);
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == '}') return false;
            if (path[i] != '{') continue;
            int end = path.AsSpan(i + 1).IndexOfAny('{', '}');
            if (end <= 0 || path[i + 1 + end] == '{') return false;
            parameters.Add(path.Substring(i + 1, end));
            i += end + 1;
        }
        return true;
    }

    private static IEnumerable<string> Texts(ProfileSubject subject, string name) =>
        subject.Value(s_profile, name) is { Kind: OmsValueKind.Array } array
            ? array.AsArray().Where(static element => element.Kind == OmsValueKind.Text).Select(static element => element.AsText())
            : [];
}
