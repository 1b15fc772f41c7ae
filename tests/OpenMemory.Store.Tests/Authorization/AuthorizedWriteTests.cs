namespace OpenMemory.Store.Tests;

/// <summary>What a principal's grants do not allow is not authorized, and changes nothing (§12.6).</summary>
[TestFixture]
public sealed class AuthorizedWriteTests
{
    [TestCase("write ON caller", "caller", WriteOutcome.Done)]
    [TestCase("write ON caller", "secret", WriteOutcome.NotAuthorized)]
    [TestCase("write ON caller", null, WriteOutcome.NotAuthorized)]
    [TestCase("write ON shared", null, WriteOutcome.Done)]
    [TestCase("write ON *", "anything", WriteOutcome.Done)]
    [TestCase("write ON *", "agent:authz", WriteOutcome.NotAuthorized)]
    [TestCase("admin,delete,erase,read,supersede ON *", "caller", WriteOutcome.NotAuthorized)]
    [TestCase("write ON Caller", "caller", WriteOutcome.NotAuthorized)]
    public async Task Putting_takes_write_in_the_grains_namespace(string grant, string? space, WriteOutcome expected)
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync(grant);
        Fact fact = AuthorizedFixture.Fact(space, "new");
        Assert.That((await fixture.Store.PutAsync(AuthorizedFixture.Bytes(fact))).Outcome, Is.EqualTo(expected));
        Assert.That(await fixture.Owner.ExistsAsync(fact.ToBlob().Address), Is.EqualTo(expected == WriteOutcome.Done));
    }

    [Test]
    public async Task In_a_batch_each_grain_is_judged_for_itself()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("write ON caller");
        ReadOnlyMemory<byte>[] batch =
        [
            AuthorizedFixture.Bytes(AuthorizedFixture.Fact("secret", "1")), AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "2")),
            new byte[] { 1, 2, 3 }, AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "caller")),
        ];
        IReadOnlyList<WriteResult> results = await fixture.Store.PutBatchAsync(batch);
        Assert.That(results.Select(static result => result.Outcome), Is.EqualTo(new[] { WriteOutcome.NotAuthorized, WriteOutcome.Done, WriteOutcome.Refused, WriteOutcome.Existing }));
        Assert.That(async () => await fixture.Store.PutBatchAsync([], new() { OperationId = "x" }), Throws.ArgumentException);
    }

    [TestCase("supersede ON caller", "caller", "caller", WriteOutcome.Done)]
    [TestCase("supersede ON caller", "caller", "secret", WriteOutcome.NotAuthorized)]
    [TestCase("supersede ON secret", "caller", "secret", WriteOutcome.NotFound)]
    [TestCase("supersede ON secret|read ON caller", "caller", "secret", WriteOutcome.NotAuthorized)]
    [TestCase("supersede ON caller,secret", "caller", "secret", WriteOutcome.Done)]
    [TestCase("read,write ON *", "caller", "caller", WriteOutcome.NotAuthorized)]
    public async Task Superseding_takes_supersede_in_both_namespaces(string grants, string old, string space, WriteOutcome expected)
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync(grants.Split('|'));
        ContentAddress target = old == "caller" ? fixture.Caller : fixture.Secret;
        byte[] successor = AuthorizedFixture.Bytes(AuthorizedFixture.Fact(space, "newer") with { DerivedFrom = [target] });
        Assert.That((await fixture.Store.SupersedeAsync(target, successor)).Outcome, Is.EqualTo(expected));
        Assert.That((await fixture.Owner.GetAsync(target))!.Entry.IsCurrent, Is.EqualTo(expected != WriteOutcome.Done));
    }

    [Test]
    public async Task A_supersession_passes_the_policy_as_well_as_the_grants_OMS_12_6_6_1()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("supersede ON caller");
        ContentAddress locked = await fixture.Owner.AddAsync(AuthorizedFixture.Fact("caller", "locked") with { InvalidationPolicy = new() { Mode = "locked" } });
        byte[] successor = AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "newer") with { DerivedFrom = [locked] });
        WriteResult result = await fixture.Store.SupersedeAsync(locked, successor);
        Assert.That((result.Outcome, result.Fault.Code), Is.EqualTo((WriteOutcome.Refused, OmsErrorCode.InvalidationDenied)));
    }

    [Test]
    public async Task Acts_on_a_grain_take_their_verbs_in_its_namespace()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("delete,read,supersede,write ON caller");
        Assert.That((await fixture.Store.VerifyAsync(fixture.Caller)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That((await fixture.Store.VerifyAsync(fixture.Secret)).Outcome, Is.EqualTo(WriteOutcome.NotFound), "what may not be read looks absent");
        Assert.That(await fixture.Store.SetVectorAsync(fixture.Caller, new float[] { 1, 0 }), Is.True);
        Assert.That(await fixture.Store.SetVectorAsync(fixture.Secret, new float[] { 1, 0 }), Is.False);
        Assert.That((await fixture.Store.ContradictAsync(fixture.Caller, new() { By = fixture.Secret })).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That((await fixture.Store.ContradictAsync(fixture.Caller)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That((await fixture.Store.ContradictAsync(fixture.Secret)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That((await fixture.Store.LiftHoldAsync(fixture.Caller)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await fixture.Store.DeleteAsync(fixture.Secret)).Outcome, Is.EqualTo(WriteOutcome.NotFound));
        Assert.That((await fixture.Store.DeleteAsync(fixture.Caller)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That(await fixture.Owner.ExistsAsync(fixture.Secret), Is.True);
    }

    [Test]
    public async Task A_hold_is_lifted_by_an_admin_of_the_namespace_R_36()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("admin ON caller");
        Fact held = AuthorizedFixture.Fact("caller", "held") with { InvalidationPolicy = new() { Mode = "hold" } };
        ContentAddress mine = await fixture.Owner.AddAsync(held), theirs = await fixture.Owner.AddAsync(held with { Namespace = "secret" });
        Assert.That((await fixture.Store.LiftHoldAsync(mine)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That((await fixture.Store.LiftHoldAsync(theirs)).IsSuccess, Is.False);
        Assert.That((await fixture.Owner.GetAsync(theirs))!.Entry.IsHoldLifted, Is.False);
    }

    [Test]
    public async Task Grants_are_written_and_superseded_by_an_admin_alone_OMS_12_6_3_3()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("delete,erase,read,supersede,write ON *");
        ContentAddress theirs = (await fixture.Grants.GrantAsync("agent:other", GrantObject.Everywhere(GrantVerbs.Read), "user:owner")).Require();
        Grants mine = new(fixture.Store);
        GrantObject all = GrantObject.Everywhere(GrantVerbs.Admin);
        Assert.That((await mine.GrantAsync(AuthorizedFixture.Bot, all, AuthorizedFixture.Bot)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await mine.RevokeAsync(theirs, AuthorizedFixture.Bot)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await fixture.Store.ContradictAsync(theirs)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await fixture.Store.DeleteAsync(theirs)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        byte[] outward = AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "instead") with { DerivedFrom = [theirs] });
        Assert.That((await fixture.Store.SupersedeAsync(theirs, outward)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        await fixture.GrantAsync("admin ON agent:authz");
        Assert.That((await mine.GrantAsync(AuthorizedFixture.Bot, all, AuthorizedFixture.Bot)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That((await mine.RevokeAsync(theirs, AuthorizedFixture.Bot)).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That((await mine.GrantAsync("agent:x", all, "user:owner")).Fault.Rule, Is.EqualTo("OMS-12.6.3-1"), "nobody grants in another's name");
    }

    [Test]
    public async Task An_admin_of_another_namespace_writes_no_grants()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("admin,write ON caller,shared");
        WriteResult result = await fixture.Store.PutAsync(AuthorizedFixture.Bytes(GrantSamples.Grant(grantor: AuthorizedFixture.Bot)));
        Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
    }

    [Test]
    public async Task Erasing_a_person_takes_an_explicit_grant_everywhere_OMS_12_6_3_3()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("admin,delete,read,supersede,write ON *", "erase ON caller,secret,shared");
        SubjectErasure refused = await fixture.Store.EraseSubjectAsync("pat");
        Assert.That((refused.Erased.Count, refused.IsComplete), Is.EqualTo((0, false)));
        Assert.That(refused.Limits.Single().Kind, Is.EqualTo(SubjectLimitKind.NotAuthorized));
        Assert.That(await fixture.Owner.ExistsAsync(fixture.Caller), Is.True);
        await fixture.GrantAsync("erase ON *");
        Assert.That((await fixture.Store.EraseSubjectAsync("pat")).Erased, Has.Count.EqualTo(4));
    }

    [TestCase("delete,read ON caller,shared", false, false)]
    [TestCase("read ON *", true, false)]
    [TestCase("delete ON *", false, true)]
    public async Task Retention_takes_delete_everywhere_and_a_look_at_it_read(string grant, bool looks, bool runs)
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync(grant);
        RetentionPolicy policy = new(new RetentionRule { Name = "caller", Namespace = "caller", RemoveAfter = TimeSpan.Zero });
        RetentionReport dry = await fixture.Store.ApplyRetentionAsync(policy, new() { IsDryRun = true });
        Assert.That((dry.IsRefused, dry.IsDryRun, dry.Rules.Count), Is.EqualTo((!looks, true, looks ? 1 : 0)));
        RetentionOptions options = new() { RestBeforeRemoval = TimeSpan.Zero, Actor = "user:owner" };
        for (int run = 0; run < 3; run++) Assert.That((await fixture.Store.ApplyRetentionAsync(policy, options)).IsRefused, Is.EqualTo(!runs));
        Assert.That(await fixture.Owner.ExistsAsync(fixture.Caller), Is.EqualTo(!runs));
        AuditEntry last = await fixture.Owner.ReadAuditAsync().LastAsync();
        Assert.That((last.Act, last.Actor), Is.EqualTo(runs ? (AuditAct.RetentionEnded, AuthorizedFixture.Bot) : (AuditAct.Granted, (string?)"user:owner")));
    }

    [Test]
    public async Task The_principal_stands_as_the_actor_whatever_the_caller_says()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("delete,supersede ON caller,secret");
        await fixture.Store.VerifyAsync(fixture.Caller, new() { Actor = "user:owner" });
        byte[] successor = AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "newer") with { DerivedFrom = [fixture.Caller] });
        await fixture.Store.SupersedeAsync(fixture.Caller, successor, new() { Actor = "user:owner" });
        await fixture.Store.DeleteAsync(fixture.Secret, new() { Actor = "user:owner" });
        List<(AuditAct, string?)> acts = [];
        await foreach (AuditEntry entry in fixture.Owner.ReadAuditAsync(after: 1)) acts.Add((entry.Act, entry.Actor));
        Assert.That(acts, Is.EqualTo(new[] { (AuditAct.Verified, AuthorizedFixture.Bot), (AuditAct.Superseded, AuthorizedFixture.Bot), (AuditAct.Deleted, (string?)AuthorizedFixture.Bot) }));
    }

    [Test]
    public async Task An_operation_id_is_a_principals_own()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("write ON caller");
        ContentAddress owners = (await fixture.Owner.PutAsync(AuthorizedFixture.Bytes(AuthorizedFixture.Fact("secret", "the owner's")), new() { OperationId = "1" })).Require();
        byte[] mine = AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "mine"));
        WriteResult first = await fixture.Store.PutAsync(mine, new() { OperationId = "1" });
        Assert.That((first.Outcome, first.Address == owners), Is.EqualTo((WriteOutcome.Done, false)));
        WriteResult again = await fixture.Store.PutAsync(AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "other")), new() { OperationId = "1" });
        Assert.That((again.Outcome, again.Address), Is.EqualTo((WriteOutcome.Existing, first.Address)));
        Assert.That(async () => await fixture.Store.PutAsync(mine, new() { OperationId = new string('x', 257) }), Throws.ArgumentException);
    }

    [Test]
    public async Task What_was_looked_at_is_what_is_written()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("write ON caller");
        byte[] harmless = AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "same")), other = AuthorizedFixture.Bytes(AuthorizedFixture.Fact("secret", "same"));
        Assert.That(harmless, Has.Length.EqualTo(other.Length));
        byte[] buffer = [.. harmless];
        ValueTask<WriteResult> put = fixture.Store.PutAsync(buffer);
        other.CopyTo(buffer, 0);
        Assert.That((await put).Outcome, Is.EqualTo(WriteOutcome.Done));
        Assert.That(await fixture.Owner.ExistsAsync(ContentAddress.Compute(other)), Is.False);
    }

    [Test]
    public async Task A_grain_that_hides_its_namespace_is_written_by_whoever_may_write_everywhere()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("write ON agent:authz,caller,shared");
        Fact original = AuthorizedFixture.Fact("caller", "x");
        OmsMap fields = new(original.ToFields().Where(static entry => entry.Key != "namespace")
            .Append(new("_elided", new OmsMap { ["namespace"] = "sha256:" + new string('a', 64) })).Append(new("_disclosure_of", original.ToBlob().Address)));
        Assert.That((await fixture.Store.PutAsync(AuthorizedFixture.Bytes(Grain.Restore(fields)))).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
    }

    [Test]
    public async Task A_store_of_nobody_is_none()
    {
        await using InMemoryGrainStore owner = new();
        foreach (string name in new[] { "", " ", "\ud800", new string('x', 1025) }) Assert.That(() => new AuthorizedGrainStore(owner, name), Throws.ArgumentException);
        await new AuthorizedGrainStore(owner, "agent:bot").DisposeAsync();
        Assert.That(async () => await owner.GetStatisticsAsync(), Throws.Nothing, "the store beneath is its owner's");
    }
}
