using System.Text.RegularExpressions;
using OpenMemory.Erasure;
using OpenMemory.Store.Conformance;
using OpenMemory.Supersession;

namespace OpenMemory.Store.Tests;

/// <summary>What README, docs/supersession.md, docs/stores.md, docs/erasure.md and docs/retention.md show is what runs.</summary>
[TestFixture]
[NonParallelizable]
public sealed class StoreExampleTests
{
    private static readonly EpochMilliseconds s_monday = 1768208400000, s_tuesday = 1768294800000, s_thursday = 1768467600000;

    private static readonly Fact s_fact = new() { Subject = "customer-456", Relation = "lives in", Object = "Porto", Confidence = 0.9, CreatedAt = s_monday };

    [Test]
    public async Task A_corrected_fact_is_known_as_it_was_and_as_it_is()
    {
        await using InMemoryGrainStore store = new(new() { Clock = new ManualClock(s_thursday.Value) });
        (StoredGrain? current, GrainPage onTuesday, SupersessionChain? chain) = await StoreExamples.Correct(store, s_fact, s_tuesday, s_thursday);
        Assert.That(current!.ToGrain().Object, Is.EqualTo((OmsValue)"Lisbon"));
        Assert.That(onTuesday.Results.Select(static hit => hit.Grain.ToGrain().Object), Is.EqualTo(new OmsValue[] { "Porto" }));
        Assert.That(chain!.Links, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_is_sealed_opens_until_its_person_is_erased()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        await using InMemoryGrainStore store = new(new() { KeyRing = ring });
        (GrainBlob? opened, ReadOnlyMemory<byte>? again, SubjectErasure erasure) = await StoreExamples.AtRest(store, s_fact, [1, 2, 3]);
        Assert.That(opened!.Address, Is.EqualTo(s_fact.ToBlob().Address));
        Assert.That(again!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That((erasure.Erased.Count, erasure.Receipt!.Salts, erasure.IsComplete), Is.EqualTo((1, 1, true)));
    }

    [Test]
    public async Task A_goal_is_closed_once()
    {
        Goal refund = new() { Description = "Return the charge", GoalState = "active", CreatedAt = s_monday };
        WriteResult result = await StoreExamples.Close(refund, goal => (refund with { GoalState = "satisfied", DerivedFrom = [goal.ToString()], CreatedAt = s_thursday }).ToBlob());
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Done));
    }

    [Test]
    public async Task A_memory_is_exported_and_a_person_erased()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder;
            await using InMemoryGrainStore store = new();
            SubjectErasure erasure = await StoreExamples.Memory(store, s_fact);
            using MgFileReader file = MgFileReader.Open("customers.mg");
            Assert.That((erasure.Erased.Count, erasure.IsComplete, file.Count, file.Manifest!.Count(static entry => entry.Value.SupersededBy is not null)), Is.EqualTo((2, true, 2, 1)));
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task Old_calls_grow_warm()
    {
        ManualClock clock = new(s_monday.Value);
        await using InMemoryGrainStore store = new(new() { Clock = clock });
        ContentAddress call = await store.AddAsync(new Event { Content = "about the invoice", Role = "user", Namespace = "caller:notes", CreatedAt = s_monday });
        await store.AddAsync(s_fact);
        clock.Advance(TimeSpan.FromDays(40));
        (RetentionReport dry, RetentionReport run) = await StoreExamples.Retain(store);
        Assert.That((dry.Rules[0].Warmed, run.Rules[0].Warmed, run.Moved, run.Removed), Is.EqualTo((1L, 1L, 1L, 0L)));
        Assert.That((await store.GetAsync(call))!.Tier, Is.EqualTo(StorageTier.Warm));
    }

    [Test]
    public void The_policy_in_JSON_that_is_shown_is_one()
    {
        string json = Regex.Match(Text("docs", "retention.md"), "```json\n(.*?)\n```", RegexOptions.Singleline).Groups[1].Value;
        Assert.That(RetentionPolicy.Parse(json).ToJson(), Is.EqualTo(json));
    }

    private static string Text(params string[] parts) => File.ReadAllText(RepositoryFiles.PathOf(parts)).ReplaceLineEndings("\n");
}
