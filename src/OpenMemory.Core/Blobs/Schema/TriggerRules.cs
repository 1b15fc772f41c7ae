using System.Text;

namespace OpenMemory;

/// <summary>A Trigger that could never fire is not written (OMS-8.13-2).</summary>
internal static class TriggerRules
{
    internal static void Check(GrainView grain)
    {
        if (!grain.TryGet(Field.Kind, out FieldValue kind)) return; // elided
        switch (kind.ToText())
        {
            case "interval" or "polling": RequirePositive(grain, Field.IntervalSecs); break;
            case "schedule" when !grain.TryGet(Field.Cron, out FieldValue cron) || cron.Count == 0: Missing(Field.Cron); break;
            case "once": Require(grain, Field.AtMs); break;
            case "memory": Require(grain, Field.Predicate); break;
            case "composite": CheckComposite(grain); break;
            default: break;
        }
    }

    private static void CheckComposite(GrainView grain)
    {
        Require(grain, Field.Predicate);
        if (!grain.TryGet(Field.Members, out FieldValue members) || members.Count < 2)
            AuthorRules.Fail("OMS-8.13-2", "A composite trigger has at least two members", Field.Members.FullName);
        HashSet<string> aliases = new(StringComparer.Ordinal);
        foreach (FieldEntry member in members) aliases.Add(Encoding.UTF8.GetString(member.Key));
        if (grain.TryGet(Field.Predicate, out FieldValue predicate)) CheckAliases(predicate, aliases);
    }

    /// <summary>A comparison in a composite's predicate names a member by its alias (OMS-8.13-3, R-46).</summary>
    private static void CheckAliases(FieldValue node, HashSet<string> aliases)
    {
        if (node.Kind == OmsValueKind.Map && NestedRules.TryGet(node, "field", out FieldValue field) && field.Kind == OmsValueKind.Text
            && !aliases.Contains(field.ToText()))
            AuthorRules.Fail("OMS-8.13-3", "The predicate names a member that is not declared", Field.Predicate.FullName);
        foreach (FieldEntry child in node) CheckAliases(child.Value, aliases);
    }

    private static void Require(GrainView grain, Field field)
    {
        if (!grain.TryGet(field, out _)) Missing(field);
    }

    private static void RequirePositive(GrainView grain, Field field)
    {
        if (!grain.TryGet(field, out FieldValue value)) Missing(field);
        if (value.Float64 <= 0) AuthorRules.Fail("OMS-8.13-2", "The interval is not positive", field.FullName);
    }

    private static void Missing(Field field) =>
        AuthorRules.Fail("OMS-8.13-2", "The trigger could never fire", field.FullName);
}
