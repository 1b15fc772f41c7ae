namespace OpenMemory.Store.Conformance;

/// <summary>Every grain about a person is reached, by reports and by erasures alike (§28.4.4, R-54).</summary>
public abstract class SubjectTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-28.4.4-7")]
    [Requirement("OMS-28.4.4-1")]
    public async Task A_grain_with_only_a_subject_is_in_the_report_and_gone_after_the_erasure()
    {
        ContentAddress address = await Put(NewEvent("called about the invoice", Customer)), other = await Put(NewEvent("another call", "somebody"));
        SubjectReport report = await Store.ReportSubjectAsync(Customer);
        Assert.That(report.Matches.Select(static match => match.Address), Is.EqualTo(new[] { address }));
        Assert.That(report.Matches[0].MatchedFields, Does.Contain("subject"));
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That(erasure.Erased, Is.EqualTo(new[] { address }));
        Assert.That(await Store.GetAsync(address), Is.Null);
        Assert.That((await Store.ReportSubjectAsync(Customer)).Matches, Is.Empty);
        Assert.That(await Store.ExistsAsync(other), Is.True);
    }

    [Test]
    [Requirement("OMS-28.4.4-1")]
    public async Task A_received_grain_that_has_a_field_by_key_and_by_name_is_reached_by_both()
    {
        byte[] blob = PeerBlob.Of(
            1, 0, ("t", "fact"), ("s", "somebody"), ("subject", Customer), ("r", "says"), ("o", "this"), ("c", 0.5), ("ca", PeerBlob.CreatedAt));
        WriteResult received = await Receive(blob);
        IsDone(received);
        foreach (string person in new[] { Customer, "somebody" })
            Assert.That((await Store.ReportSubjectAsync(person)).Matches.Select(static match => match.Address), Is.EqualTo(new[] { received.Address }), person);
        Assert.That((await Store.EraseSubjectAsync(Customer)).Erased, Has.Count.EqualTo(1));
    }

    [Test]
    [Requirement("OMS-28.4.4-1")]
    [Requirement("OMS-28.4.4-2")]
    [Requirement("R-54")]
    public async Task Each_place_of_an_identity_reaches_the_grain()
    {
        Dictionary<string, Grain> places = new()
        {
            ["subject"] = NewFact("a"),
            ["object"] = NewFact(Customer, "agent", "spoke_with"),
            ["user_id"] = NewEvent("b") with { UserId = Customer },
            ["session_id"] = NewEvent("c") with { SessionId = $"{Customer}#call-1" },
            ["run_id"] = NewEvent("d") with { RunId = $"{Customer}:run" },
            ["subject_did"] = NewConsent(Customer),
        };
        Dictionary<string, ContentAddress> addresses = [];
        foreach ((string field, Grain grain) in places) addresses[field] = await Put(grain);
        SubjectReport report = await Store.ReportSubjectAsync(Customer);
        Assert.That(report.Matches.Select(static match => match.Address), Is.EqualTo(addresses.Values.Order()));
        foreach ((string field, ContentAddress address) in addresses)
        {
            Assert.That(report.Matches.Single(match => match.Address == address).MatchedFields, Does.Contain(field));
        }
        Assert.That((await Store.EraseSubjectAsync(Customer)).Erased, Is.EqualTo(addresses.Values.Order()));
    }

    [Test]
    [Requirement("OMS-28.4.4-2")]
    [Requirement("R-54")]
    public async Task An_identity_reaches_its_partitions_and_no_longer_name()
    {
        string[] reached = ["pat", "pat#visit1", "pat:home", "pat@example.com", "pat visit", "pat/1"], others = ["patricia", "pat1", "Pat", "xpat", "the pat", "pa"];
        foreach (string subject in reached.Concat(others)) await Put(NewFact(subject: subject) with { Object = $"likes of number {subject.Length} {subject.GetHashCode(StringComparison.Ordinal)}x" });
        SubjectReport report = await Store.ReportSubjectAsync("pat");
        Assert.That(report.Matches, Has.Count.EqualTo(reached.Length));
        await Store.EraseSubjectAsync("pat");
        foreach (string subject in reached) Assert.That(await Find(new() { Subject = subject, Status = GrainStatus.Any }), Is.Empty, subject);
        foreach (string subject in others) Assert.That(await Find(new() { Subject = subject, Status = GrainStatus.Any }), Has.Length.EqualTo(1), subject);
    }

    [Test]
    [Requirement("R-54")]
    public async Task Spellings_of_an_identity_are_one_identity()
    {
        ContentAddress address = await Put(NewFact(subject: "Jos\u00e9"));
        SubjectReport report = await Store.ReportSubjectAsync("Jose\u0301");
        Assert.That(report.Matches.Single().Address, Is.EqualTo(address));
        Assert.That(report.Fingerprint, Is.EqualTo((await Store.ReportSubjectAsync("Jos\u00e9")).Fingerprint));
    }

    [TestCase("")]
    [TestCase(" ")]
    [Requirement("R-54")]
    public async Task An_empty_identity_is_refused(string identity)
    {
        await Assert.ThatAsync(async () => await Store.ReportSubjectAsync(identity), Throws.ArgumentException);
        await Assert.ThatAsync(async () => await Store.EraseSubjectAsync(identity), Throws.ArgumentException);
    }

    [Test]
    [Requirement("OMS-28.4.4-1")]
    public async Task History_is_reached_with_its_heads()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old), second = await Supersede(first, old.Next("phone")), third = await Put(NewFact("tea"));
        await Store.ContradictAsync(third);
        Assert.That((await Store.EraseSubjectAsync(Customer)).Erased, Is.EquivalentTo(new[] { first, second, third }));
        Assert.That(await Find(new() { Status = GrainStatus.Any, Subject = Customer }), Is.Empty);
        Assert.That((await Store.SearchAsync(new() { Text = "phone", Filter = new() { Status = GrainStatus.Any } })).Results, Is.Empty);
    }

    [Test]
    [Requirement("OMS-28.4.4-2")]
    public async Task Mentions_are_reached_where_they_are_asked_for_and_named_as_a_limit_where_not()
    {
        ContentAddress mention = await Put(NewEvent($"I spoke with {Customer} today")), longer = await Put(NewEvent($"I spoke with {Customer}7 today"));
        SubjectReport plain = await Store.ReportSubjectAsync(Customer), wide = await Store.ReportSubjectAsync(Customer, new() { IncludeMentions = true });
        Assert.That(plain.Matches, Is.Empty);
        Assert.That(plain.Limits.Select(static limit => limit.Kind), Does.Contain(SubjectLimitKind.MentionsNotSearched));
        Assert.That(wide.Matches.Select(static match => match.Address), Is.EqualTo(new[] { mention }));
        await Store.EraseSubjectAsync(Customer, new() { IncludeMentions = true });
        Assert.That(await Store.ExistsAsync(mention), Is.False);
        Assert.That(await Store.ExistsAsync(longer), Is.True);
    }

    [Test]
    [Requirement("OMS-28.4.4-4")]
    [Requirement("R-36")]
    public async Task A_held_grain_stays_is_named_and_makes_the_erasure_incomplete()
    {
        ContentAddress held = await Put(Guarded("hold")), other = await Put(NewFact("phone"));
        SubjectReport report = await Store.ReportSubjectAsync(Customer);
        Assert.That(report.Matches.Single(match => match.Address == held).IsHeld, Is.True);
        SubjectErasure erasure = await Store.EraseSubjectAsync(Customer);
        Assert.That(erasure.Erased, Is.EqualTo(new[] { other }));
        Assert.That(erasure.Held, Is.EqualTo(new[] { held }));
        Assert.That(erasure.IsComplete, Is.False);
        await Store.LiftHoldAsync(held);
        SubjectErasure second = await Store.EraseSubjectAsync(Customer);
        Assert.That(second.Erased, Does.Contain(held));
        Assert.That(second.IsComplete, Is.True);
    }

    [Test]
    [Requirement("OMS-8.10-4")]
    [Requirement("OMS-28.4.4-4")]
    public async Task Consents_are_kept_where_that_is_asked_for_and_that_is_said()
    {
        ContentAddress consent = await Put(NewConsent(Customer));
        SubjectErasure kept = await Store.EraseSubjectAsync(Customer, new() { KeepConsents = true });
        Assert.That(await Store.ExistsAsync(consent), Is.True);
        Assert.That(kept.IsComplete, Is.False);
        Assert.That(kept.Limits.Select(static limit => limit.Kind), Does.Contain(SubjectLimitKind.ConsentsKept));
        Assert.That((await Store.EraseSubjectAsync(Customer)).Erased, Is.EqualTo(new[] { consent }));
    }

    [Test]
    [Requirement("OMS-28.4.4-5")]
    public async Task Erasing_one_person_leaves_the_state_of_others_exactly_as_it_was()
    {
        Fact old = NewFact(subject: "somebody");
        ContentAddress first = await Put(old), second = await Supersede(first, old.Next("phone"));
        await Put(NewFact());
        Supersession.IndexEntry before = await EntryOf(first);
        await Store.EraseSubjectAsync(Customer);
        Assert.That(await EntryOf(first), Is.EqualTo(before));
        Assert.That(await Store.GetHeadAsync(first), Is.EqualTo(second));
    }

    [Test]
    [Requirement("OMS-28.4.4-2")]
    public async Task A_map_in_the_object_and_other_types_hide_nobody()
    {
        Grain[] about =
        [
            NewFact() with { Object = new OmsMap { ["city"] = "Turin" } }, NewGoal() with { Subject = Customer }, NewGoal() with { UserId = Customer },
            NewObservation(Customer, "seems", "content"), new State { Context = new OmsMap { ["a"] = 1 }, CreatedAt = new(Written), Subject = Customer },
            new Skill { Name = "billing", Description = "knows bills", CreatedAt = new(Written), Subject = Customer },
        ];
        foreach (Grain grain in about) await Put(grain);
        Assert.That((await Store.EraseSubjectAsync(Customer)).Erased, Has.Count.EqualTo(about.Length));
    }
}
