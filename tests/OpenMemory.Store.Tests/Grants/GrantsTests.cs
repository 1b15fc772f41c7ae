using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>Giving rights, taking them back, and what is left of them (§12.6.2, §12.6.3).</summary>
[TestFixture]
public sealed class GrantsTests
{
    private const string Bot = "agent:bot", Anna = "user:anna";

    private readonly ManualClock _clock = new(GrantSamples.Time.Value);
    private InMemoryGrainStore _store = null!;
    private Grants _grants = null!;

    [SetUp]
    public void Open()
    {
        _clock.Now = GrantSamples.Time;
        _store = new(new() { Clock = _clock });
        _grants = new(_store, _clock);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Without_grants_nobody_has_a_right_OMS_12_6_4_2() => Assert.That(await Rights("caller"), Is.EqualTo(GrantVerbs.None));

    [Test]
    public async Task A_grant_is_a_grain_of_the_given_form()
    {
        ContentAddress address = await Give(new(GrantVerbs.Read | GrantVerbs.Delete, "shared", "caller"), "onboarding");
        Fact grain = (Fact)(await _store.GetAsync(address))!.ToGrain();
        Assert.That((grain.Namespace, grain.Subject, grain.Relation, grain.Object.AsText(), grain.Confidence), Is.EqualTo(("agent:authz", Bot, "mg:permits", "delete,read ON caller,shared", 1.0)));
        Assert.That(grain.Context, Is.EqualTo(new OmsMap { ["grantor"] = Anna, ["because"] = "onboarding" }));
        Assert.That(await _grants.ListAsync(Bot), Is.EqualTo(new[] { new Grant(address, Bot, new(GrantVerbs.Read | GrantVerbs.Delete, "caller", "shared"), Anna, "onboarding", GrantSamples.Time) }));
    }

    [Test]
    public async Task Rights_are_the_union_of_all_grants_that_cover_the_namespace_OMS_12_6_2_2()
    {
        await Give(new(GrantVerbs.Read, "caller"));
        await Give(new(GrantVerbs.Write, "caller", "shared"));
        await Give(GrantObject.Everywhere(GrantVerbs.LoopRun));
        Assert.That(await Rights("caller"), Is.EqualTo(GrantVerbs.Read | GrantVerbs.Write | GrantVerbs.LoopRun));
        Assert.That(await Rights("shared"), Is.EqualTo(GrantVerbs.Write | GrantVerbs.LoopRun));
        Assert.That(await Rights(""), Is.EqualTo(GrantVerbs.Write | GrantVerbs.LoopRun), "what has no namespace belongs to shared");
        Assert.That(await Rights("other"), Is.EqualTo(GrantVerbs.LoopRun));
        Assert.That(await _grants.GetEffectiveRightsAsync("agent:other", "caller"), Is.EqualTo(GrantVerbs.None));
        Assert.That(await _grants.GetEffectiveRightsAsync("AGENT:BOT", "caller"), Is.EqualTo(GrantVerbs.None), "names are exact");
        Assert.That(await _grants.GetEffectiveRightsAsync("", "caller"), Is.EqualTo(GrantVerbs.None));
    }

    [Test]
    public async Task The_same_rights_are_not_given_twice()
    {
        ContentAddress first = await Give(new(GrantVerbs.Read, "caller"));
        _clock.Now = _clock.Now.Value + 1;
        WriteResult again = await _grants.GrantAsync(Bot, new(GrantVerbs.Read, "caller"), Anna);
        Assert.That((again.Outcome, again.Address), Is.EqualTo((WriteOutcome.Existing, first)));
    }

    [Test]
    public async Task A_revocation_supersedes_the_grant_with_a_retraction_OMS_12_6_3_1()
    {
        ContentAddress grant = await Give(new(GrantVerbs.Read, "caller"));
        ContentAddress retraction = (await _grants.RevokeAsync(grant, "user:boss", "left")).Require();
        Fact grain = (Fact)(await _store.GetAsync(retraction))!.ToGrain();
        Assert.That((grain.Subject, grain.Relation, grain.Object.AsText(), grain.InvalidationType), Is.EqualTo((Bot, "mg:permits", "revoked", "retraction")));
        Assert.That(grain.Context, Is.EqualTo(new OmsMap { ["grantor"] = "user:boss", ["because"] = "left" }));
        Assert.That(await Rights("caller"), Is.EqualTo(GrantVerbs.None));
        Assert.That(await _grants.ListAsync(), Is.Empty);
        StoredGrain old = (await _store.GetAsync(grant))!;
        Assert.That((old.Entry.State.SupersededBy, old.Entry.State.VerificationStatus), Is.EqualTo(((ContentAddress?)retraction, "retracted")), "R-40");
        Assert.That((await _grants.RevokeAsync(grant, Anna)).Outcome, Is.EqualTo(WriteOutcome.Conflict));
        Assert.That((await _grants.RevokeAsync(retraction, Anna)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
    }

    [Test]
    public async Task A_part_is_taken_back_by_a_smaller_grant_OMS_12_6_3_1()
    {
        ContentAddress grant = await Give(new(GrantVerbs.Read | GrantVerbs.Write, "caller", "shared"));
        ContentAddress rest = (await _grants.ReduceAsync(grant, new(GrantVerbs.Read, "caller"), Anna)).Require();
        Assert.That((await _grants.ListAsync(Bot)).Single().Address, Is.EqualTo(rest));
        Assert.That((await Rights("caller"), await Rights("shared")), Is.EqualTo((GrantVerbs.Read, GrantVerbs.None)));
    }

    [TestCase("read ON caller")]
    [TestCase("read,write ON caller")]
    [TestCase("read ON *")]
    [TestCase("read ON caller,shared")]
    public async Task A_reduction_does_not_leave_more_than_there_was(string rest)
    {
        ContentAddress grant = await Give(new(GrantVerbs.Read, "caller"));
        Assert.That((await _grants.ReduceAsync(grant, GrantSamples.Parse(rest), Anna)).Fault.Rule, Is.EqualTo("OMS-12.6.3-1"));
    }

    [Test]
    public async Task What_is_no_grant_is_not_revoked()
    {
        ContentAddress fact = await _store.AddAsync(GrantSamples.Grant() with { Namespace = "caller" });
        Assert.That((await _grants.RevokeAsync(fact, Anna)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That((await _grants.ReduceAsync(fact, GrantObject.Everywhere(GrantVerbs.Read), Anna)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That((await _grants.RevokeAsync(ContentAddress.Compute("none"u8), Anna)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
    }

    [Test]
    public async Task Received_grants_apply_without_being_authorized_again_and_unparsable_ones_confer_nothing_OMS_12_6_5_1()
    {
        await Receive(GrantSamples.Grant(text: "write,read,run.cancel ON shared,caller"));
        await Receive(GrantSamples.Grant(text: "everything"));
        await Receive(GrantSamples.Grant(text: "revoked"));
        await Receive(GrantSamples.Grant(text: "admin ON *") with { InvalidationType = "retraction" });
        await Receive(GrantSamples.Grant(text: "erase ON *") with { Namespace = "caller" });
        await Receive(GrantSamples.Grant(text: "erase ON *") with { Relation = "permits" });
        Assert.That(await Rights("caller"), Is.EqualTo(GrantVerbs.Read | GrantVerbs.Write));
    }

    [Test]
    public async Task A_contradicted_grant_confers_nothing()
    {
        ContentAddress grant = await Give(new(GrantVerbs.Read, "caller"));
        (await _store.ContradictAsync(grant)).Require();
        Assert.That(await Rights("caller"), Is.EqualTo(GrantVerbs.None));
    }

    [Test]
    public async Task A_grant_for_a_time_holds_for_that_time()
    {
        await Receive(GrantSamples.Grant() with { ValidFrom = GrantSamples.Time.Value + 10, ValidTo = GrantSamples.Time.Value + 20 });
        List<GrantVerbs> rights = [];
        foreach (long offset in new long[] { 9, 10, 20, 21 })
        {
            _clock.Now = GrantSamples.Time.Value + offset;
            rights.Add(await Rights("caller"));
        }
        Assert.That(rights, Is.EqualTo(new[] { GrantVerbs.None, GrantVerbs.Read, GrantVerbs.Read, GrantVerbs.None }));
    }

    [Test]
    public async Task Many_grants_are_all_found_and_looking_counts_as_no_access()
    {
        WriteResult[] written = [.. await _store.PutBatchAsync([.. Enumerable.Range(0, 1200).Select(static index => GrantSamples.Grant(text: $"read ON n{index:0000}").ToBlob().Memory)])];
        Assert.That(await Rights("n1199"), Is.EqualTo(GrantVerbs.Read));
        Assert.That(await _grants.ListAsync(Bot), Has.Count.EqualTo(1200));
        Assert.That((await _store.GetAsync(written[0].Address))!.Entry.State.AccessCount, Is.Zero, "OMS-22.10-1");
    }

    [Test]
    public async Task Grants_and_their_changes_stand_in_the_audit_chain()
    {
        ContentAddress grant = await Give(new(GrantVerbs.Read, "caller"));
        await _grants.RevokeAsync(grant, "user:boss");
        List<(AuditAct, string?)> acts = [];
        await foreach (AuditEntry entry in _store.ReadAuditAsync()) acts.Add((entry.Act, entry.Actor));
        Assert.That(acts, Does.Contain((AuditAct.Granted, (string?)Anna)).And.Contain((AuditAct.GrantChanged, (string?)"user:boss")));
    }

    [Test]
    public void Names_are_not_blank()
    {
        GrantObject grant = GrantObject.Everywhere(GrantVerbs.Read);
        Assert.That(async () => await _grants.GrantAsync(" ", grant, Anna), Throws.ArgumentException);
        Assert.That(async () => await _grants.GrantAsync(Bot, grant, ""), Throws.ArgumentException);
        Assert.That(async () => (await _grants.GrantAsync("bad \ud800", grant, Anna)).Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    private async Task<ContentAddress> Give(GrantObject grant, string? because = null) => (await _grants.GrantAsync(Bot, grant, Anna, because)).Require();

    private async Task<GrantVerbs> Rights(string name) => await _grants.GetEffectiveRightsAsync(Bot, name);

    private async Task Receive(Fact grant) => Assert.That((await _store.ReceiveAsync([new(grant.ToBlob().Memory)])).Single().IsSuccess, Is.True);
}
