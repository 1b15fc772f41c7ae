namespace OpenMemory;

/// <summary>Older keys inside maps, and older values, that the Compatible mode reads as current ones (legacy §4–§6, R-33).</summary>
internal static class LegacyForms
{
    /// <summary>The <c>int:</c> keys of OMS 1.3 in a tagged <c>context</c>; the last two mean it only with a text (OMS-L-13).</summary>
    internal static readonly NestedAlias[] Integration =
    [
        new("ict2", "int:cursor_type", "icft"), new("icfgs", "int:config_schema", "icfg"), new("ievs", "int:event_schema", "ievt"),
        new("im", "int:http_method", "ihm", TextOnly: true), new("ip", "int:http_path", "ihp", TextOnly: true),
    ];

    /// <summary>Keys of <c>related_to</c> entries .</summary>
    internal static readonly NestedAlias[] Links = [new("target", "hash", "h"), new("type", "relation_type", "rl")];

    /// <summary>What a relation is read as: an older name means the current one (R-43, legacy §4).</summary>
    internal static string? Relation(ReadOnlySpan<byte> relation)
    {
        if (relation.SequenceEqual("owned_by"u8)) return "mg:owned_by";
        return relation.SequenceEqual("mg:requires_steps"u8) ? "mg:has_graph" : null;
    }

    /// <summary>Whether an Observation with this observer type is a trigger of OMS 1.3–1.5 (legacy §6); a firing is not.</summary>
    internal static bool IsTrigger(ReadOnlySpan<byte> observerType)
    {
        ReadOnlySpan<byte> prefix = "trigger:"u8;
        if (!observerType.StartsWith(prefix)) return false;
        ReadOnlySpan<byte> kind = observerType[prefix.Length..];
        return kind.SequenceEqual("polling"u8) || kind.SequenceEqual("webhook"u8) || kind.SequenceEqual("schedule"u8) || kind.SequenceEqual("listener"u8);
    }
}
