namespace OpenMemory.Store.Conformance;

/// <summary>What a principal may do under its grants, over any store (§12.6, R-45).</summary>
public abstract class AuthorizationTests : GrainStoreFixture
{
    private const string Bot = "agent:support-bot", Space = "support";

    [Test]
    [Requirement("OMS-12.6.2-2")]
    [Requirement("OMS-12.6.4-2")]
    public async Task Whoever_has_no_grant_may_do_nothing()
    {
        Fact fact = In(NewFact());
        ContentAddress address = await Put(fact);
        AuthorizedGrainStore bot = As(Bot);
        string before = await StoreImage.Of(Store);
        Assert.That(await bot.GetAsync(address), Is.Null);
        Assert.That(await bot.ExistsAsync(address), Is.False);
        Assert.That((await bot.QueryAsync(new())).Total, Is.Zero);
        Assert.That((await bot.PutAsync(In(NewFact("phone")).ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await bot.SupersedeAsync(address, fact.Next("phone").ToBlob().Memory)).IsSuccess, Is.False);
        Assert.That((await bot.DeleteAsync(address)).IsSuccess, Is.False);
        Assert.That((await bot.EraseSubjectAsync(Customer)).IsComplete, Is.False);
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [Test]
    [Requirement("OMS-12.6.2-2")]
    public async Task Rights_are_the_union_of_live_grants_that_cover_the_namespace()
    {
        await Grant("read ON other,support");
        await Grant("write ON support");
        AuthorizedGrainStore bot = As(Bot);
        WriteResult written = await bot.PutAsync(In(NewFact()).ToBlob().Memory);
        IsDone(written);
        Assert.That(await bot.GetAsync(written.Address), Is.Not.Null);
        Assert.That((await bot.PutAsync((NewFact() with { Namespace = "other" }).ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await bot.DeleteAsync(written.Address)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await As("agent:support-bot2").QueryAsync(new())).Total, Is.Zero);
    }

    [Test]
    [Requirement("OMS-12.6.3-1")]
    public async Task A_grant_is_reduced_and_revoked_by_supersession()
    {
        Fact grant = New("read,write ON support"), less = grant.Next("read ON support"), none = less.Next("revoked") with { InvalidationType = "retraction" };
        ContentAddress first = await Put(grant), fact = await Put(In(NewFact()));
        AuthorizedGrainStore bot = As(Bot);
        IsDone(await bot.PutAsync(In(NewFact("phone")).ToBlob().Memory));
        ContentAddress second = await Supersede(first, less);
        Assert.That((await bot.PutAsync(In(NewFact("letter")).ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That(await bot.GetAsync(fact), Is.Not.Null);
        await Supersede(second, none);
        Assert.That(await bot.GetAsync(fact), Is.Null);
    }

    [Test]
    [Requirement("OMS-12.6.2-2")]
    [Requirement("R-45")]
    public async Task A_received_grant_that_cannot_be_read_confers_nothing()
    {
        ContentAddress fact = await Put(In(NewFact()));
        foreach (string grant in new[] { "everything", "read", "read ON", "ON support", "revoked" }) await Receive(New(grant).ToBlob().Memory);
        byte[] untimely = PeerBlob.Of(
            1, 0, ("t", "fact"), ("s", Bot), ("r", "mg:permits"), ("o", "read ON support"), ("c", 1.0), ("ca", PeerBlob.CreatedAt), ("ns", "agent:authz"), ("vt", "2020-01-01"));
        New("read ON support").ToBlob().Span[3..5].CopyTo(untimely.AsSpan(3)); // the hash of the namespace
        IsDone(await Receive(untimely));
        Assert.That(await As(Bot).GetAsync(fact), Is.Null);
        await Receive(New("read,teleport ON support").ToBlob().Memory);
        Assert.That(await As(Bot).GetAsync(fact), Is.Not.Null, "an unknown verb beside a known one is ignored");
    }

    [Test]
    [Requirement("OMS-12.6.3-3")]
    public async Task Only_an_admin_writes_grants()
    {
        await Grant("delete,erase,read,supersede,write ON *");
        AuthorizedGrainStore bot = As(Bot);
        ContentAddress own = (await Store.QueryAsync(new() { Namespaces = ["agent:authz"] })).Results.Single().Address;
        Fact more = New("admin ON *") with { Context = new OmsMap { ["grantor"] = Bot } };
        Assert.That((await bot.PutAsync(more.ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        Assert.That((await bot.SupersedeAsync(own, (more with { DerivedFrom = [own.ToString()] }).ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        await Grant("admin ON *");
        IsDone(await bot.PutAsync((more with { Subject = "agent:other" }).ToBlob().Memory));
    }

    [Test]
    [Requirement("OMS-12.6.3-3")]
    public async Task Erasing_a_person_takes_a_grant_of_its_own()
    {
        ContentAddress fact = await Put(In(NewFact()));
        await Grant("admin,delete,read,write ON *");
        Assert.That((await As(Bot).EraseSubjectAsync(Customer)).Erased, Is.Empty);
        Assert.That(await Store.ExistsAsync(fact), Is.True);
        await Grant("erase ON *");
        Assert.That((await As(Bot).EraseSubjectAsync(Customer)).Erased, Does.Contain(fact));
    }

    [Test]
    [Requirement("OMS-12.6.6-1")]
    public async Task A_grant_does_not_open_a_policy_and_a_policy_is_no_grant()
    {
        Fact locked = In(Guarded("locked")), open = In(NewFact("open"));
        ContentAddress closed = await Put(locked), free = await Put(open);
        await Grant("read ON *");
        Assert.That((await As(Bot).SupersedeAsync(free, open.Next("phone").ToBlob().Memory)).Outcome, Is.EqualTo(WriteOutcome.NotAuthorized));
        await Grant("admin,supersede,write ON *");
        IsRefused(await As(Bot).SupersedeAsync(closed, locked.Next("phone").ToBlob().Memory), OmsErrorCode.InvalidationDenied);
        IsDone(await As(Bot).SupersedeAsync(free, open.Next("phone").ToBlob().Memory));
    }

    [Test]
    [Requirement("OMS-12.6.3-2")]
    [Requirement("OMS-12.6.6-1")]
    public async Task Neither_revocations_by_relation_nor_consents_count_for_grants()
    {
        ContentAddress fact = await Put(In(NewFact()));
        Consent consent = NewConsent("did:key:z6MkCustomer", Bot) with { Namespace = "agent:authz" };
        Assert.That((await TryPut(consent)).Outcome, Is.EqualTo(WriteOutcome.Refused), "no grant is written as a Consent");
        IsDone(await Receive(consent.ToBlob().Memory));
        Assert.That(await As(Bot).GetAsync(fact), Is.Null);
        await Grant("read ON support");
        byte[] revocation = PeerBlob.Of(
            1, 0, ("t", "fact"), ("s", Bot), ("r", "mg:revokes"), ("o", "read ON support"), ("c", 1.0), ("ca", PeerBlob.CreatedAt), ("ns", "agent:authz"));
        New("read ON support").ToBlob().Span[3..5].CopyTo(revocation.AsSpan(3)); // the hash of the namespace
        IsDone(await Receive(revocation));
        Assert.That(await As(Bot).GetAsync(fact), Is.Not.Null);
    }

    [Test]
    [Requirement("OMS-12.6.5-1")]
    public async Task A_replicated_grant_counts_without_being_authorized_again()
    {
        ContentAddress fact = await Put(In(NewFact()));
        IsDone(await Receive(New("read ON support").ToBlob().Memory));
        Assert.That(await As(Bot).GetAsync(fact), Is.Not.Null);
    }

    private AuthorizedGrainStore As(string principal) => new(Store, principal, Clock);

    private Task<ContentAddress> Grant(string grant) => Put(New(grant));

    private static Fact In(Fact fact) => fact with { Namespace = Space };

    private static Fact New(string grant) => NewFact(grant, Bot, "mg:permits") with
    {
        Namespace = "agent:authz", Confidence = 1.0, Context = new OmsMap { ["grantor"] = "user:anna" },
    };
}
