namespace OpenMemory.Store.Conformance;

/// <summary>Consents, their withdrawal and what follows from it (§8.10, §23.2, R-36, R-41).</summary>
public abstract class ConsentTests : GrainStoreFixture
{
    private const string Person = "did:key:z6MkCustomer";

    [Test]
    [Requirement("OMS-8.10-1")]
    public async Task A_withdrawal_names_the_consent()
    {
        byte[] blob = PeerBlob.Of(
            10, 0, ("t", "consent"), ("ca", PeerBlob.CreatedAt), ("sdid", Person), ("gdid", "did:web:a.example"), ("scope", new[] { "store" }), ("isw", true));
        Assert.That((await Store.PutAsync(blob)).Outcome, Is.EqualTo(WriteOutcome.Refused));
    }

    [Test]
    [Requirement("OMS-8.10-5")]
    [Requirement("OMS-23.3-1")]
    public async Task A_consent_without_a_policy_is_soft_locked()
    {
        Consent consent = NewConsent(Person), wider = consent with { Scope = ["share", "store"] };
        ContentAddress address = await Put(consent);
        Consent next = wider with { DerivedFrom = [address.ToString()] };
        IsRefused(await TrySupersede(address, next), OmsErrorCode.InvalidationDenied);
        WriteResult justified = await TrySupersede(address, next, "asked on the phone");
        IsDone(justified);
        Assert.That(justified.NeedsReview, Is.True);
    }

    [Test]
    [Requirement("OMS-8.10-2")]
    [Requirement("OMS-8.10-4")]
    [Requirement("R-36")]
    public async Task A_withdrawal_counts_at_once_and_both_grains_stay()
    {
        ContentAddress consent = await Put(NewConsent(Person));
        WriteResult result = await TrySupersede(consent, Withdrawal(consent, Person));
        IsDone(result);
        Assert.That(result.NeedsReview, Is.True, "no justification was given");
        Assert.That((await EntryOf(consent)).State.SupersededBy, Is.EqualTo(result.Address));
        Assert.That(await Store.ExistsAsync(consent), Is.True);
        Assert.That(await Store.ExistsAsync(result.Address), Is.True);
    }

    [Test]
    [Requirement("OMS-8.10-4")]
    public async Task A_withdrawn_consent_is_not_deleted_and_neither_is_its_withdrawal()
    {
        ContentAddress consent = await Put(NewConsent(Person)), withdrawal = await Supersede(consent, Withdrawal(consent, Person));
        string before = await StoreImage.Of(Store);
        foreach (ContentAddress address in new[] { consent, withdrawal }) Assert.That((await Store.DeleteAsync(address)).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(await StoreImage.Of(Store), Is.EqualTo(before));
    }

    [TestCase("locked")]
    [TestCase("quorum")]
    [TestCase("delegated")]
    [TestCase("hold")]
    [Requirement("OMS-8.10-2")]
    [Requirement("R-36")]
    public async Task No_policy_stops_the_person_from_withdrawing(string mode)
    {
        ContentAddress consent = await Put(NewConsent(Person) with { InvalidationPolicy = new() { Mode = mode, Authorized = [People.Bob.Did()], Threshold = 1 } });
        IsDone(await TrySupersede(consent, Withdrawal(consent, Person)));
        IsRefused(await TryPut(Resting(consent)), OmsErrorCode.InvalidationDenied, "OMS-8.10-2");
    }

    [Test]
    [Requirement("R-36")]
    public async Task Nobody_else_withdraws()
    {
        ContentAddress consent = await Put(NewConsent(Person) with { InvalidationPolicy = new() { Mode = "locked" } });
        Assert.That((await TrySupersede(consent, Withdrawal(consent, "did:key:z6MkSomebody"))).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That((await EntryOf(consent)).IsCurrent, Is.True);
    }

    [Test]
    [Requirement("OMS-8.10-2")]
    [Requirement("OMS-8.10-6")]
    public async Task Nothing_more_is_written_on_a_withdrawn_basis()
    {
        ContentAddress consent = await Put(NewConsent(Person)), other = await Put(NewConsent(Person, "did:web:other.example"));
        await Put(Resting(consent, "before"));
        await Supersede(consent, Withdrawal(consent, Person));
        WriteResult refused = await TryPut(Resting(consent, "after"));
        Assert.That(refused.Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That(refused.Fault.Rule, Is.EqualTo("OMS-8.10-2"));
        Fact old = NewFact("old");
        Assert.That((await TrySupersede(await Put(old), Resting(consent, "new") with { DerivedFrom = [old.Address().ToString()] })).Outcome, Is.EqualTo(WriteOutcome.Refused));
        await Put(Resting(other, "on another basis"));
    }

    [Test]
    [Requirement("R-41")]
    public async Task A_legal_basis_in_words_takes_part_in_no_cascade()
    {
        ContentAddress fact = await Put(NewFact() with { ProcessingBasis = "contract", InvalidationPolicy = new() { Mode = "consent_cascade" } });
        ContentAddress consent = await Put(NewConsent(Person));
        await Supersede(consent, Withdrawal(consent, Person));
        Assert.That((await Store.CascadeConsentAsync(run: true)).Due, Is.Empty);
        Assert.That(await Store.ExistsAsync(fact), Is.True);
    }

    [Test]
    [Requirement("OMS-23.2-2")]
    [Requirement("R-36")]
    public async Task Grains_that_cascade_are_due_with_a_deadline_and_erased_by_the_run()
    {
        ContentAddress consent = await Put(NewConsent(Person));
        ContentAddress cascading = await Put(Resting(consent, "a")), plain = await Put(Resting(consent, "b") with { InvalidationPolicy = null });
        Assert.That((await Store.CascadeConsentAsync()).Due, Is.Empty, "nothing was withdrawn");
        Clock.Advance(TimeSpan.FromHours(1));
        ContentAddress withdrawal = await Supersede(consent, Withdrawal(consent, Person));
        EpochMilliseconds withdrawn = Clock.Now;
        Clock.Advance(TimeSpan.FromHours(1));
        ConsentCascade told = await Store.CascadeConsentAsync();
        ConsentCascadeItem item = told.Due.Single();
        Assert.That((item.Address, item.Consent, item.Withdrawal), Is.EqualTo((cascading, consent, withdrawal)));
        Assert.That(item.Deadline.Value - withdrawn.Value, Is.EqualTo((long)TimeSpan.FromDays(7).TotalMilliseconds));
        Assert.That((told.Erased, await Store.ExistsAsync(cascading)), Is.EqualTo((0, true)));
        ConsentCascade run = await Store.CascadeConsentAsync(run: true);
        Assert.That((run.Erased, await Store.ExistsAsync(cascading), await Store.ExistsAsync(plain)), Is.EqualTo((1, false, true)));
        AuditEntry entry = (await Audit()).Single(static entry => entry.Act == AuditAct.ConsentCascaded);
        Assert.That((entry.Grain, entry.Other), Is.EqualTo(((ContentAddress?)cascading, (ContentAddress?)consent)));
        Assert.That((await Store.CascadeConsentAsync(run: true)).Due, Is.Empty);
    }

    [Test]
    [Requirement("OMS-23.2-2")]
    public async Task Disclosed_copies_go_in_the_same_run_as_their_originals()
    {
        ContentAddress consent = await Put(NewConsent(Person));
        GrainBlob original = Resting(consent).ToBlob();
        GrainBlob copy = Disclosure.Elision.Elide(original, Field.Object);
        await Put(original);
        IsDone(await Receive(copy.Memory));
        await Supersede(consent, Withdrawal(consent, Person));
        ConsentCascade run = await Store.CascadeConsentAsync(run: true);
        Assert.That((run.Erased, run.Due.Count), Is.EqualTo((2, 2)));
        Assert.That((await Store.ExistsAsync(original.Address), await Store.ExistsAsync(copy.Address)), Is.EqualTo((false, false)));
        Assert.That((await Store.CascadeConsentAsync()).Due, Is.Empty);
    }

    [Test]
    [Requirement("OMS-28.4.3-1")]
    public async Task Attachments_go_with_what_cascades()
    {
        CasUri uri = await Store.Content.PutAsync("own"u8.ToArray());
        ContentAddress consent = await Put(NewConsent(Person));
        await Put(Resting(consent) with { ContentRefs = [Attachment(uri)] });
        await Supersede(consent, Withdrawal(consent, Person));
        Assert.That((await Store.CascadeConsentAsync(run: true)).ContentsReclaimed, Is.EqualTo(1));
        Assert.That(await Store.Content.ExistsAsync(uri), Is.False);
    }

    [TestCase(0)]
    [TestCase(30.001)]
    [Requirement("OMS-23.2-2")]
    public void The_deadline_is_at_most_30_days(double days) =>
        Assert.That(() => new GrainStoreOptions { ConsentDeadline = TimeSpan.FromDays(days) }, Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    [Requirement("OMS-8.10-3")]
    public async Task No_time_ends_a_consent_by_itself()
    {
        ContentAddress consent = await Put(NewConsent(Person) with { ValidTo = new(Written + 1) });
        Clock.Advance(TimeSpan.FromDays(36500));
        await Store.CascadeConsentAsync(run: true);
        Assert.That((await EntryOf(consent)).IsCurrent, Is.True);
    }

    [Test]
    [Requirement("OMS-8.10-3")]
    [Requirement("OMS-8.10-4")]
    public async Task A_cascade_forgets_no_consent_and_no_withdrawal()
    {
        ContentAddress consent = await Put(NewConsent(Person));
        Consent resting = NewConsent(Person, "did:web:other.example") with { ProcessingBasis = consent.ToString(), InvalidationPolicy = new() { Mode = "consent_cascade" } };
        ContentAddress other = await Put(resting);
        ContentAddress withdrawal = await Supersede(
            consent, Withdrawal(consent, Person) with { ProcessingBasis = consent.ToString(), InvalidationPolicy = new() { Mode = "consent_cascade" } });
        Assert.That((await Store.CascadeConsentAsync(run: true)).Due, Is.Empty);
        foreach (ContentAddress kept in new[] { consent, other, withdrawal }) Assert.That(await Store.ExistsAsync(kept), Is.True);
    }

    private static Fact Resting(ContentAddress consent, string value = "email") =>
        NewFact(value) with { ProcessingBasis = consent.ToString(), InvalidationPolicy = new() { Mode = "consent_cascade" } };
}
