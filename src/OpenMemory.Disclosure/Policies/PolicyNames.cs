namespace OpenMemory.Disclosure;

/// <summary>Checks the names in a policy: one that names nothing would show what it meant to hide.</summary>
internal static class PolicyNames
{
    internal static void Check(DisclosurePolicy policy)
    {
        if (string.IsNullOrWhiteSpace(policy.Name)) Refuse("A policy has no name", "name");
        HashSet<string> custom = [.. policy.CustomFields];
        CheckFields(policy.Identities, custom, "identities");
        for (int i = 0; i < policy.Rules.Count; i++)
        {
            DisclosureRule rule = policy.Rules[i];
            string path = $"rules[{i}]";
            if (rule is null || string.IsNullOrWhiteSpace(rule.Name)) Refuse("A rule has no name", path);
            if (rule!.Hide.Concat(rule.Screen).Any(FieldChoice.IsBasic)) Refuse("Every grain has the field, and must", path);
            CheckFields(rule.Hide, custom, path + ".hide");
            CheckFields(rule.Keep ?? [], custom, path + ".keep");
            CheckFields(rule.Screen, custom, path + ".screen");
            foreach (IReadOnlyList<string>? texts in (ReadOnlySpan<IReadOnlyList<string>?>)[rule.Tags, rule.UnlessTags, rule.Relations])
            {
                if (texts?.Contains("") == true) Refuse("An empty text matches no tag and no relation", path);
            }
            if (rule.Types?.Count == 0 || rule.Tags?.Count == 0 || rule.Namespaces?.Count == 0 || rule.Relations?.Count == 0)
                Refuse("An empty condition matches nothing; leave it out to match everything", path);
            if (rule.Types?.Contains(GrainType.None) == true) Refuse("There is no grain type 0", path + ".types");
        }
    }

    private static void CheckFields(IReadOnlyList<string> fields, HashSet<string> custom, string path)
    {
        foreach (string field in fields)
        {
            if (!custom.Contains(field) && !Field.TryParse(field, out _)) Refuse("There is no such field; name one of your own among the custom fields", path);
        }
    }

    private static void Refuse(string message, string path) => throw new OmsException(new(OmsErrorCode.Schema, "R-38", message, -1, path));
}
