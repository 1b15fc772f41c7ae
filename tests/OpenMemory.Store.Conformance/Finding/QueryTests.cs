namespace OpenMemory.Store.Conformance;

/// <summary>Finding grains by their fields (§28.1, §28.4).</summary>
public abstract class QueryTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-17.2-2")]
    [Requirement("OMS-28.1-1")]
    public async Task The_default_asks_for_all_current_grains_the_newest_first()
    {
        Fact old = NewFact("a");
        ContentAddress first = await Put(old);
        ContentAddress second = await Put(NewFact("b") with { CreatedAt = new(Written + 500) });
        ContentAddress third = await Supersede(first, old.Next("c"));
        GrainPage page = await Store.QueryAsync(new());
        Assert.That(page.Results.Select(static hit => hit.Address), Is.EqualTo(new[] { third, second }));
        Assert.That(page.Total, Is.EqualTo(2));
        Assert.That(page.NextCursor, Is.Null);
        Assert.That(page.Results.Select(static hit => hit.Score), Has.All.EqualTo(1));
        Assert.That(await Find(new() { Order = GrainOrder.OldestFirst }), Is.EqualTo(new[] { second, third }));
        Assert.That(await Find(new() { Status = GrainStatus.Past }), Is.EqualTo(new[] { first }));
        Assert.That(await Find(new() { Status = GrainStatus.Any }), Is.EquivalentTo(new[] { first, second, third }));
    }

    [Test]
    [Requirement("OMS-28.4-1")]
    public async Task Each_field_narrows_the_answer()
    {
        Fact fact = NewFact() with { Namespace = "support:billing", UserId = "user-1", SessionId = "session-1", RunId = "run-1" };
        ContentAddress address = await Put(fact);
        await Put(NewEvent("hello"));
        await Put(NewFact("elsewhere", "somebody", "knows"));
        GrainQuery[] narrow =
        [
            new() { Subject = Customer }, new() { Relation = "prefers" }, new() { Object = "email" }, new() { UserId = "user-1" },
            new() { SessionId = "session-1" }, new() { RunId = "run-1" }, new() { Namespaces = ["support:billing"] },
            new() { Where = [new(Field.Confidence, 0.9), new(Field.UserId, "user-1")] },
            new() { Types = [GrainType.Fact], Subject = Customer, Relation = "prefers", Object = "email", UserId = "user-1", SessionId = "session-1" },
        ];
        foreach (GrainQuery query in narrow) Assert.That(await Find(query), Is.EqualTo(new[] { address }), query.ToString());
        Assert.That(await Find(new() { Subject = "customer" }), Is.Empty, "texts compare exactly");
        Assert.That(await Find(new() { Subject = "CUSTOMER-456" }), Is.Empty);
        Assert.That(await Find(new() { Subject = Customer, Relation = "knows" }), Is.Empty);
    }

    [Test]
    public async Task Types_and_namespaces_are_alternatives()
    {
        ContentAddress fact = await Put(NewFact() with { Namespace = "a" }), said = await Put(NewEvent("b") with { Namespace = "b" }), goal = await Put(NewGoal());
        Assert.That(await Find(new() { Types = [GrainType.Fact, GrainType.Event] }), Is.EquivalentTo(new[] { fact, said }));
        Assert.That(await Find(new() { Namespaces = ["a", "b"] }), Is.EquivalentTo(new[] { fact, said }));
        Assert.That(await Find(new() { Namespaces = [""] }), Is.EqualTo(new[] { goal }));
        Assert.That(await Find(new() { Namespaces = [] }), Is.Empty);
        Assert.That(await Find(new() { Types = [] }), Is.Empty);
    }

    [Test]
    public async Task Times_are_half_open()
    {
        ContentAddress address = await Put(NewFact());
        Assert.That(await Find(new() { From = new(Written), To = new(Written + 1) }), Is.EqualTo(new[] { address }));
        Assert.That(await Find(new() { From = new(Written + 1) }), Is.Empty);
        Assert.That(await Find(new() { To = new(Written) }), Is.Empty);
    }

    [Test]
    public async Task Spellings_of_one_text_are_one_text()
    {
        ContentAddress address = await Put(NewFact(subject: "Jos\u00e9"));
        Assert.That(await Find(new() { Subject = "Jose\u0301" }), Is.EqualTo(new[] { address }));
        Assert.That(await Find(new() { Where = [new(Field.Subject, "Jose\u0301")] }), Is.EqualTo(new[] { address }));
    }

    [Test]
    public async Task An_element_of_an_array_answers_a_condition()
    {
        ContentAddress address = await Put(NewFact() with { StructuralTags = ["red", "green"] });
        Assert.That(await Find(new() { Where = [new(Field.StructuralTags, "green")] }), Is.EqualTo(new[] { address }));
        Assert.That(await Find(new() { Where = [new(Field.StructuralTags, "blue")] }), Is.Empty);
    }

    [Test]
    public async Task A_number_is_no_text()
    {
        await Put(NewGoal() with { Priority = 1 });
        Assert.That(await Find(new() { Where = [new(Field.Priority, 1)] }), Has.Length.EqualTo(1));
        Assert.That(await Find(new() { Where = [new(Field.Priority, "1")] }), Is.Empty);
    }

    [Test]
    [Requirement("OMS-28.6-3")]
    public async Task A_conversation_comes_in_its_order()
    {
        Event last = NewEvent("third") with { SessionId = "s", TimestampMs = new(Written + 300), CreatedAt = new(Written) };
        Event first = NewEvent("first") with { SessionId = "s", TimestampMs = new(Written + 100), CreatedAt = new(Written + 900) };
        Event middle = NewEvent("second") with { SessionId = "s", CreatedAt = new(Written + 200) };
        ContentAddress three = await Put(last), one = await Put(first), two = await Put(middle);
        await Put(NewEvent("another conversation") with { SessionId = "other" });
        GrainQuery query = new() { Types = [GrainType.Event], SessionId = "s", Order = GrainOrder.Timeline };
        Assert.That(await Find(query), Is.EqualTo(new[] { one, two, three }));
        await Supersede(two, middle with { Content = "corrected", DerivedFrom = [two.ToString()] });
        Assert.That(await Find(query), Does.Not.Contain(two));
    }

    [Test]
    public async Task What_matched_is_told()
    {
        await Put(NewFact());
        GrainHit hit = (await Store.QueryAsync(new() { Subject = Customer, Relation = "prefers" })).Results.Single();
        Assert.That(hit.MatchedFields, Is.SupersetOf(new[] { "subject", "relation" }));
    }

    [Test]
    [Requirement("OMS-14.3-3")]
    public async Task An_answer_has_the_entry_of_its_moment()
    {
        Fact old = NewFact();
        ContentAddress first = await Put(old), second = await Supersede(first, old.Next("phone"));
        GrainHit hit = (await Store.QueryAsync(new() { Status = GrainStatus.Past })).Results.Single();
        Assert.That(hit.Grain.Entry.State.SupersededBy, Is.EqualTo(second));
    }
}
