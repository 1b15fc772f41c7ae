using OpenMemory.Store;
using OpenMemory.Store.Sqlite;

namespace OpenMemory.Cli.Demo;

/// <summary>What was known of the customer when her complaint came in, beside what is known of that time now (§15.2).</summary>
internal sealed class KnowledgeAct
{
    private const string Corrected = "billing_cycle";

    /// <summary>When she called.</summary>
    internal EpochMilliseconds At { get; private init; }

    /// <summary>What the facts say of her: by relation, then and now; null where nothing is known.</summary>
    internal required IReadOnlyList<(string Relation, string? Then, string? Now)> Facts { get; init; }

    /// <summary>Whether what was learned after the call counts as unknown then, and the corrected fact as it stood.</summary>
    internal bool IsComplete =>
        Facts.Count(static fact => fact.Then is not null) == 1
        && Facts.Any(static fact => fact is { Relation: Corrected, Then: not null, Now: not null } && fact.Then != fact.Now)
        && Facts.All(static fact => fact.Now is not null);

    /// <summary>Plays it.</summary>
    internal static KnowledgeAct Play(SqliteGrainStore store, IReadOnlyList<DemoStep> steps)
    {
        EpochMilliseconds at = steps.Single(static step => step.Id == "call").Grain.CreatedAt!.Value;
        Dictionary<string, string> then = Ask(store, at, at), now = Ask(store, at, null);
        return new KnowledgeAct
        {
            At = at,
            Facts = [.. then.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Select(relation => (relation, then.GetValueOrDefault(relation), now.GetValueOrDefault(relation)))],
        };
    }

    /// <summary>The facts about her that held at a time, as they were known at another one, or are now; those whose object is a text.</summary>
    private static Dictionary<string, string> Ask(SqliteGrainStore store, EpochMilliseconds trueOn, EpochMilliseconds? knownAt)
    {
        GrainQuery query = new() { Types = [GrainType.Fact], Subject = CaseMemory.Customer, AsOf = new(trueOn, knownAt) };
        return store.QueryAsync(query).Wait().Results
            .Select(static hit => (Fact)hit.Grain.ToGrain())
            .Where(static fact => fact.Object.Kind == OmsValueKind.Text)
            .ToDictionary(static fact => fact.Relation!, static fact => fact.Object.AsText());
    }
}
