using OpenMemory.Store.Conformance;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>That a file answers every query as the memory does, whatever way it takes to the answer.</summary>
public sealed class SameAnswersTests
{
    private static readonly string[] s_words = ["ada", "bob", "eve"];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(6)]
    public async Task Two_stores_with_the_same_grains_give_the_same_pages(int seed)
    {
        Random random = new(seed);
        GrainStoreOptions options = new() { CountAccesses = false, Clock = new ManualClock() };
        await using InMemoryGrainStore memory = new(options);
        await using SqliteGrainStore file = StoreFiles.NewStore(options);
        List<Fact> facts = [];
        for (int i = 0; i < 300; i++)
        {
            Fact fact = NewFact(random, i);
            facts.Add(fact);
            foreach (IGrainStore store in new IGrainStore[] { memory, file }) await store.AddAsync(fact);
        }
        foreach (Fact old in facts.Where(_ => random.Next(5) == 0).ToList())
        {
            Fact next = old with { Object = $"{old.Object}!", DerivedFrom = [old.ToBlob().Address.ToString()] };
            foreach (IGrainStore store in new IGrainStore[] { memory, file }) (await store.SupersedeAsync(old.ToBlob().Address, next.ToBlob().Memory)).Require();
        }
        for (int i = 0; i < 20; i++)
        {
            ContentAddress gone = facts[random.Next(facts.Count)].ToBlob().Address;
            Assert.That((await file.DeleteAsync(gone)).Outcome, Is.EqualTo((await memory.DeleteAsync(gone)).Outcome));
        }
        for (int i = 0; i < 250; i++)
        {
            GrainQuery query = NewQuery(random);
            for (string? cursor = null; ;)
            {
                GrainPage expected = await memory.QueryAsync(query with { Cursor = cursor }), found = await file.QueryAsync(query with { Cursor = cursor });
                Assert.That(found.Results.Select(static hit => hit.Address), Is.EqualTo(expected.Results.Select(static hit => hit.Address)), $"{query}");
                Assert.That((found.Total, found.NextCursor), Is.EqualTo((expected.Total, expected.NextCursor)), $"{query}");
                cursor = expected.NextCursor;
                if (cursor is null) break;
            }
        }
    }

    private static Fact NewFact(Random random, int number) => new()
    {
        Subject = s_words[random.Next(3)],
        Relation = s_words[random.Next(3)],
        Object = random.Next(3) == 0 ? s_words[random.Next(3)] : $"value {number}",
        Namespace = random.Next(4) == 0 ? null : s_words[random.Next(3)],
        UserId = random.Next(2) == 0 ? s_words[random.Next(3)] : null,
        Confidence = random.Next(3) / 2.0,
        ValidFrom = random.Next(3) == 0 ? At(random) : null,
        SourceType = "user_explicit",
        CreatedAt = At(random), // few different times, so that pages end in the midst of a millisecond
    };

    private static GrainQuery NewQuery(Random random) => new()
    {
        Subject = Maybe(random),
        Relation = Maybe(random),
        Object = Maybe(random),
        UserId = random.Next(4) == 0 ? Maybe(random) : null,
        Namespaces = random.Next(3) switch { 0 => [s_words[random.Next(3)], random.Next(2) == 0 ? "" : s_words[random.Next(3)]], 1 => [s_words[random.Next(3)]], _ => null },
        Types = random.Next(4) switch { 0 => [GrainType.Fact, GrainType.Event], 1 => [GrainType.Event], _ => null },
        Where = random.Next(5) == 0 ? [new(Field.Confidence, 0.5)] : null,
        From = random.Next(4) == 0 ? At(random).ToUnixTimeMilliseconds() : null,
        To = random.Next(4) == 0 ? At(random).ToUnixTimeMilliseconds() : null,
        Status = (GrainStatus)random.Next(3),
        AsOf = random.Next(6) switch { 0 => new AsOf(At(random).ToUnixTimeMilliseconds()), 1 => new AsOf(KnownAt: At(random).ToUnixTimeMilliseconds()), _ => null },
        Order = (GrainOrder)random.Next(3),
        Limit = 1 + random.Next(40),
    };

    private static string? Maybe(Random random) => random.Next(2) == 0 ? null : s_words[random.Next(3)];

    private static DateTimeOffset At(Random random) => DateTimeOffset.UnixEpoch.AddMilliseconds(1_700_000_000_000 + random.Next(12));
}
