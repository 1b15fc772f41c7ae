namespace OpenMemory.Store.Conformance;

/// <summary>What grants ask of a store, whoever writes them (§12.6, R-45).</summary>
public abstract class GrantTests : GrainStoreFixture
{
    [TestCase("delete,read ON caller,shared", true)]
    [TestCase("admin ON *", true)]
    [TestCase("read,delete ON caller", false)]
    [TestCase("read ON shared,caller", false)]
    [TestCase("read,read ON caller", false)]
    [TestCase("read, write ON caller", false)]
    [TestCase("READ ON caller", false)]
    [TestCase("read", false)]
    [TestCase("", false)]
    [Requirement("OMS-12.6.2-1")]
    public async Task A_grant_is_written_in_its_canonical_form(string grant, bool isCanonical)
    {
        WriteResult result = await TryPut(New(grant));
        if (isCanonical) IsDone(result);
        else Assert.That(result.Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    [Test]
    [Requirement("OMS-12.6.3-1")]
    [Requirement("OMS-17.3-4")]
    public async Task Grants_and_their_changes_stand_in_the_audit_chain()
    {
        Fact grant = New("delete,read ON caller"), less = grant.Next("read ON caller"), none = less.Next("revoked") with { InvalidationType = "retraction" };
        ContentAddress first = await Put(grant), second = await Supersede(first, less), third = await Supersede(second, none);
        List<AuditEntry> audit = await Audit();
        Assert.That(audit.Count(entry => entry.Act == AuditAct.Granted && entry.Grain == first), Is.EqualTo(1));
        Assert.That(audit.Count(entry => entry.Act == AuditAct.GrantChanged && entry.Grain == first && entry.Other == second), Is.EqualTo(1));
        Assert.That(audit.Count(entry => entry.Act == AuditAct.GrantChanged && entry.Grain == second && entry.Other == third), Is.EqualTo(1));
        Assert.That((await EntryOf(second)).State.VerificationStatus, Is.EqualTo(IndexState.Retracted));
    }

    [Test]
    [Requirement("OMS-12.6.5-1")]
    public async Task A_replicated_grant_is_kept_as_it_is()
    {
        GrainBlob grant = New("write,read ON caller").ToBlob();
        IsDone(await Receive(grant.Memory));
        Assert.That(await Store.ExistsAsync(grant.Address), Is.True);
    }

    private static Fact New(string grant) => NewFact(grant, "agent:support-bot", "mg:permits") with
    {
        Namespace = "agent:authz", Confidence = 1.0, Context = new OmsMap { ["grantor"] = "user:anna" },
    };
}
