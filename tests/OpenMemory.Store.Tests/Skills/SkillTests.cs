using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>Skills are found, practised and transferred (§8.11, §28.8).</summary>
[TestFixture]
public sealed class SkillTests
{
    private const string A = "did:key:a", B = "did:key:b";

    private readonly ManualClock _clock = new();

    private static Workflow Steps(string node) => new() { Nodes = [node], CreatedAt = 1 };

    private static Skill Review => new()
    {
        Name = "code_review", Description = "reviews", Instructions = "read it", Namespace = "agent:skills", HolderDid = A, AuthorDid = A, UserId = "anna",
        Proficiency = 0.8, Confidence = 0.8, PracticeCount = 47, LastPracticedAt = 5, Transferable = true, CreatedAt = 1,
    };

    [Test]
    public async Task Practice_counts_up_and_keeps_proficiency_equal_to_confidence() // OMS-8.11-2, OMS-8.11-3
    {
        await using InMemoryGrainStore store = new();
        ContentAddress first = await store.AddAsync(Review), evidence = await store.AddAsync(new Reasoning { CreatedAt = 1 });
        SkillChange change = new() { Clock = _clock, HolderDid = A, Evidence = [evidence] };
        ContentAddress second = (await store.PracticeSkillAsync(first, 0.9, change)).Require();
        Skill better = (Skill)(await store.GetAsync(second))!.ToGrain();
        Assert.That((better.Proficiency, better.Confidence, better.PracticeCount, better.LastPracticedAt?.Value, better.Name), Is.EqualTo(((double?)0.9, (double?)0.9, (long?)48, (long?)_clock.Now.Value, "code_review")));
        Assert.That(better.DerivedFrom, Is.EqualTo(new OmsValue[] { first, evidence }));
        ContentAddress third = (await store.DegradeSkillAsync(second, 0.5, change)).Require();
        Skill worse = (Skill)(await store.GetAsync(third))!.ToGrain();
        Assert.That((worse.Proficiency, worse.Confidence, worse.PracticeCount, worse.LastPracticedAt), Is.EqualTo(((double?)0.5, (double?)0.5, (long?)48, better.LastPracticedAt)));
        Assert.That((await store.GetHistoryAsync(first))?.Links.Select(static link => link.Address), Is.EqualTo(new[] { first, second, third }));

        Assert.That((await store.DegradeSkillAsync(third, 0.5, change)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That((await store.PracticeSkillAsync(third, 0.6, change with { HolderDid = B })).Fault.Field, Is.EqualTo("holder_did"));
        Assert.That((await store.PracticeSkillAsync(first, 0.6, change)).Outcome, Is.EqualTo(WriteOutcome.Conflict));
        Assert.That((await store.PracticeSkillAsync(evidence, 0.6, change)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That((await store.PracticeSkillAsync(ContentAddress.Parse(new string('a', 64)), 0.6)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That(async () => await store.PracticeSkillAsync(third, double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task A_definition_becomes_somebody_s_by_practice() // OMS-8.11-1
    {
        await using InMemoryGrainStore store = new();
        ContentAddress definition = await store.AddAsync(new Skill { Name = "n", Description = "d", CreatedAt = 1 });
        Skill held = (Skill)(await store.GetAsync((await store.PracticeSkillAsync(definition, 0.1, new() { HolderDid = B })).Require()))!.ToGrain();
        Assert.That((held.HolderDid, held.AuthorDid, held.PracticeCount), Is.EqualTo((B, B, (long?)1)));
    }

    [Test]
    public async Task Skills_are_found_by_proficiency_and_holders_by_name() // OMS-28.8-2
    {
        await using InMemoryGrainStore store = new();
        ContentAddress middle = await store.AddAsync(Review), best = await store.AddAsync(Review with { HolderDid = B, Proficiency = 1, Confidence = 1, Transferable = null });
        ContentAddress unknown = await store.AddAsync(Review with { Name = "other", Proficiency = null, HolderDid = null });
        ContentAddress elsewhere = await store.AddAsync(Review with { Namespace = "shared", Proficiency = 0.1, Confidence = 0.1 });
        ContentAddress old = await store.AddAsync(Review with { Proficiency = 0.95, Confidence = 0.95, Version = "0" });
        ContentAddress degraded = (await store.DegradeSkillAsync(old, 0.3)).Require();
        Assert.That(await Find(store, new()), Is.EqualTo(new[] { best, middle, degraded, unknown }));
        Assert.That(await Find(store, new() { TransferableOnly = true, MinProficiency = 0.3 }), Is.EqualTo(new[] { middle, degraded }));
        Assert.That(await Find(store, new() { HolderDid = B }), Is.EqualTo(new[] { best }));
        Assert.That((await store.FindHoldersAsync("code_review")).Select(static grain => grain.Address), Is.EqualTo(new[] { best, middle, degraded, elsewhere }));
    }

    [Test]
    public async Task A_skill_is_acquired_with_its_Workflows_and_without_what_its_holder_learned() // OMS-8.11-6, OMS-28.8-1
    {
        await using InMemoryGrainStore there = new(), here = new();
        ContentAddress one = await there.AddAsync(Steps("one")), two = await there.AddAsync(Steps("two"));
        ContentAddress source = await there.AddAsync(Review with { Strategies = [Strategy(one), Strategy(two), Strategy(one)], InvalidationPolicy = new() { Mode = "locked" } });
        SkillPackage package = (await SkillTransfer.CollectAsync(there, source))!;
        Assert.That(package.Grains.Select(static grain => grain.Address), Is.EqualTo(new[] { one, two, source }));

        WriteResult result = await SkillTransfer.AcquireAsync(here, package, new() { HolderDid = B, Clock = _clock });
        Skill own = (Skill)(await here.GetAsync(result.Require()))!.ToGrain();
        Assert.That((own.OriginDid, own.HolderDid, own.AuthorDid, own.Proficiency, own.Confidence, own.PracticeCount, own.LastPracticedAt), Is.EqualTo((A, B, B, (double?)0, (double?)0, (long?)0, (EpochMilliseconds?)null)));
        Assert.That((own.Name, own.Instructions, own.Namespace, own.UserId, own.InvalidationPolicy), Is.EqualTo(("code_review", "read it", "agent:skills", (string?)null, (InvalidationPolicy?)null)));
        Assert.That(own.DerivedFrom, Is.EqualTo(new OmsValue[] { source }));
        Assert.That(own.Strategies, Is.EqualTo(new[] { Strategy(one), Strategy(two), Strategy(one) }));
        Assert.That(new[] { await here.ExistsAsync(one), await here.ExistsAsync(two), await here.ExistsAsync(source) }, Is.All.True);

        await using InMemoryGrainStore third = new();
        SkillPackage next = (await SkillTransfer.CollectAsync(here, result.Address))!;
        Skill passed = (Skill)(await third.GetAsync((await SkillTransfer.AcquireAsync(third, next, new() { HolderDid = "did:key:c" })).Require()))!.ToGrain();
        Assert.That((passed.OriginDid, passed.HolderDid), Is.EqualTo((A, "did:key:c")), "the origin stays with the first agent");
    }

    [Test]
    public async Task What_is_not_transferable_or_not_whole_is_not_transferred() // OMS-28.8-1
    {
        await using InMemoryGrainStore store = new(), other = new();
        ContentAddress one = await store.AddAsync(Steps("one")), kept = await store.AddAsync(Review with { Transferable = false });
        ContentAddress silent = await store.AddAsync(Review with { Transferable = null }), no = await store.AddAsync(new Reasoning { CreatedAt = 1 });
        ContentAddress absent = ContentAddress.Parse(new string('a', 64));
        ContentAddress broken = await store.AddAsync(Review with { Strategies = [Strategy(one), Strategy(absent)] });
        ContentAddress wrong = await store.AddAsync(Review with { Strategies = [Strategy(no)] });
        foreach (ContentAddress address in (ContentAddress[])[kept, silent, no, broken, wrong])
            Assert.That(async () => await SkillTransfer.CollectAsync(store, address), Throws.InstanceOf<OmsException>());
        Assert.That(await SkillTransfer.CollectAsync(store, absent), Is.Null);

        GrainBlob[] given = [(await store.GetAsync(kept))!.Blob, (await store.GetAsync(broken))!.Blob, (Review with { HolderDid = null, AuthorDid = null }).ToBlob()];
        foreach (GrainBlob blob in given)
            Assert.That(async () => await SkillTransfer.AcquireAsync(other, new(blob, []), new() { HolderDid = B }), Throws.InstanceOf<OmsException>());
        Assert.That((await other.GetStatisticsAsync()).Grains, Is.Zero, "nothing was taken in");
    }

    private static OmsMap Strategy(ContentAddress workflow) => new() { ["condition"] = "always", ["workflow"] = workflow };

    private static async Task<IEnumerable<ContentAddress>> Find(IGrainStore store, SkillQuery query) =>
        (await store.FindSkillsAsync(query)).Select(static grain => grain.Address);
}
