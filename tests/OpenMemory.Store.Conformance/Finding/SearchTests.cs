namespace OpenMemory.Store.Conformance;

/// <summary>Finding grains by relevance, by words or by vectors (§28.4).</summary>
public abstract class SearchTests : GrainStoreFixture
{
    [Test]
    [Requirement("OMS-28.4-1")]
    [Requirement("OMS-28.1-1")]
    public async Task Words_find_the_grains_that_have_them()
    {
        ContentAddress invoice = await Put(NewEvent("the invoice was paid twice")), weather = await Put(NewEvent("the weather is fine"));
        GrainPage page = await Store.SearchAsync(new() { Text = "invoice" });
        Assert.That(page.Results.Select(static hit => hit.Address), Is.EqualTo(new[] { invoice }));
        Assert.That(page.NextCursor, Is.Null);
        Assert.That((await Store.SearchAsync(new() { Text = "weather" })).Results.Single().Address, Is.EqualTo(weather));
        Assert.That((await Store.SearchAsync(new() { Text = "absent" })).Results, Is.Empty);
    }

    [Test]
    public async Task The_best_comes_first_with_scores_between_0_and_1()
    {
        ContentAddress both = await Put(NewEvent("invoice refund")), one = await Put(NewEvent("invoice and many other words about something else"));
        IReadOnlyList<GrainHit> hits = (await Store.SearchAsync(new() { Text = "invoice refund" })).Results;
        Assert.That(hits[0].Address, Is.EqualTo(both));
        Assert.That(hits.Select(static hit => hit.Score), Is.Ordered.Descending.And.All.InRange(0.0, 1.0));
        Assert.That(hits.Select(static hit => hit.Address), Is.SubsetOf(new[] { both, one }));
        Assert.That(hits[0].MatchedFields, Does.Contain("content"));
    }

    [Test]
    public async Task A_filter_narrows_a_search()
    {
        ContentAddress mine = await Put(NewEvent("invoice", Customer));
        await Put(NewEvent("invoice of another", "somebody"));
        GrainPage page = await Store.SearchAsync(new() { Text = "invoice", Filter = new() { Subject = Customer } });
        Assert.That(page.Results.Select(static hit => hit.Address), Is.EqualTo(new[] { mine }));
        Assert.That((await Store.SearchAsync(new() { Text = "invoice", Filter = new() { Limit = 1 } })).Results, Has.Count.EqualTo(1));
    }

    [Test]
    [Requirement("OMS-14.3-3")]
    public async Task What_was_superseded_contradicted_or_deleted_is_not_found()
    {
        Fact old = NewFact("invoice one");
        ContentAddress first = await Put(old), contradicted = await Put(NewFact("invoice two")), deleted = await Put(NewFact("invoice three"));
        ContentAddress second = await Supersede(first, old.Next("invoice four"));
        await Store.ContradictAsync(contradicted);
        await Store.DeleteAsync(deleted);
        Assert.That((await Store.SearchAsync(new() { Text = "invoice" })).Results.Select(static hit => hit.Address), Is.EqualTo(new[] { second }));
        GrainPage past = await Store.SearchAsync(new() { Text = "invoice", Filter = new() { Status = GrainStatus.Any } });
        Assert.That(past.Results.Select(static hit => hit.Address), Is.EquivalentTo(new[] { first, second, contradicted }));
    }

    [Test]
    [Requirement("R-37")]
    public async Task Vectors_find_by_direction_and_change_no_blob()
    {
        ContentAddress near = await Put(NewFact("near")), far = await Put(NewFact("far")), none = await Put(NewFact("none"));
        byte[] before = (await Store.GetAsync(near))!.Blob.Memory.ToArray();
        Assert.That(await Store.SetVectorAsync(near, new float[] { 1, 0.1f, 0 }), Is.True);
        Assert.That(await Store.SetVectorAsync(far, new float[] { 0.1f, 1, 0 }), Is.True);
        IReadOnlyList<GrainHit> hits = (await Store.SearchAsync(new() { Vector = new float[] { 2, 0, 0 } })).Results;
        Assert.That(hits[0].Address, Is.EqualTo(near));
        Assert.That(hits.Select(static hit => hit.Address), Does.Not.Contain(none));
        Assert.That(hits.Select(static hit => hit.Score), Is.Ordered.Descending.And.All.InRange(0.0, 1.0));
        Assert.That((await Store.GetAsync(near))!.Blob.Memory.ToArray(), Is.EqualTo(before));
        await Store.SetVectorAsync(near, ReadOnlyMemory<float>.Empty);
        hits = (await Store.SearchAsync(new() { Vector = new float[] { 2, 0, 0 } })).Results;
        Assert.That(hits.Select(static hit => hit.Address), Is.EqualTo(new[] { far }));
    }

    [Test]
    public async Task Vectors_have_one_length_and_finite_numbers_and_a_grain()
    {
        ContentAddress address = await Put(NewFact()), second = await Put(NewFact("phone"));
        Assert.That(await Store.SetVectorAsync(NewFact("absent").Address(), new float[] { 1 }), Is.False);
        await Store.SetVectorAsync(address, new float[] { 1, 2 });
        await Assert.ThatAsync(async () => await Store.SetVectorAsync(second, new float[] { 1, 2, 3 }), Throws.ArgumentException);
        await Assert.ThatAsync(async () => await Store.SetVectorAsync(address, new float[] { 1, float.NaN }), Throws.ArgumentException);
        await Assert.ThatAsync(async () => await Store.SetVectorAsync(address, new float[] { 1, float.PositiveInfinity }), Throws.ArgumentException);
    }

    [Test]
    public async Task A_search_has_a_text_or_a_vector() =>
        await Assert.ThatAsync(async () => await Store.SearchAsync(new()), Throws.ArgumentException);

    [Test]
    public async Task A_text_and_a_vector_together_rank_first_what_is_good_in_both()
    {
        ContentAddress text = await Put(NewFact("router two three")), vector = await Put(NewFact("nothing")), both = await Put(NewFact("router one"));
        await Put(NewFact("else"));
        await Store.SetVectorAsync(both, new float[] { 1, 0.1f });
        await Store.SetVectorAsync(vector, new float[] { 0, 1 });
        GrainPage page = await Store.SearchAsync(new() { Text = "router one", Vector = new float[] { 1, 0 } });
        Assert.That(page.Results[0].Address, Is.EqualTo(both));
        Assert.That(page.Results.Select(static hit => hit.Address), Is.EquivalentTo(new[] { both, text, vector }));
        Assert.That(page.Results.Select(static hit => hit.Score), Is.Ordered.Descending.And.All.InRange(0.0, 1.0));
        Assert.That(page.Total, Is.EqualTo(3));
    }

    [TestCase("Die Straße ist lang", "STRASSE")]
    [TestCase("ὁ Σίσυφος ὡς", "σίσυφοσ")]
    [TestCase("東京へ行く", "京")]
    [TestCase("नमस्ते दुनिया", "दुनिया")]
    [TestCase("안녕 세상", "세상")]
    [TestCase("مرحبا بالعالم", "بالعالم")]
    [TestCase("สวัสดีครับ", "สวัสดีครับ")]
    [TestCase("party 🎉cafe\u0301🎉", "CAFÉ")]
    [TestCase("𠮷野家", "𠮷")]
    public async Task Words_are_found_in_every_writing(string content, string text)
    {
        ContentAddress address = await Put(NewEvent(content));
        await Put(NewEvent("the invoice was paid twice"));
        Assert.That((await Store.SearchAsync(new() { Text = text })).Results.Select(static hit => hit.Address), Is.EqualTo(new[] { address }));
    }

    [Test]
    [Requirement("OMS-28.4-1")]
    public async Task A_hit_names_the_grains_it_derives_from_the_nearest_first_and_none_behind_an_absent_one()
    {
        ContentAddress absent = NewFact("absent").Address();
        ContentAddress root = await Put(NewFact("root")), left = await Put(NewFact("left") with { DerivedFrom = [root.ToString(), absent.ToString()] });
        ContentAddress right = await Put(NewFact("right") with { DerivedFrom = [root.ToString()] });
        ContentAddress last = await Put(NewFact("needle") with { DerivedFrom = [left.ToString(), right.ToString(), left.ToString()] });
        GrainPage page = await Store.SearchAsync(new() { Text = "needle root", Filter = new() { Status = GrainStatus.Any } });
        Assert.That(page.Results.Single(hit => hit.Address == last).Sources, Is.EqualTo(new[] { left, right, root, absent }));
        Assert.That(page.Results.Single(hit => hit.Address == root).Sources, Is.Empty);
        Assert.That((await Store.QueryAsync(new())).Results.Select(static hit => hit.Sources.Count), Is.All.Zero, "queries walk nowhere");
    }

    [Test]
    public async Task The_sources_of_a_hit_are_bounded_in_steps_and_number()
    {
        ContentAddress[] line = new ContentAddress[20];
        for (int i = 0; i < line.Length; i++)
            line[i] = await Put(NewFact($"line {i}") with { DerivedFrom = i == 0 ? null : [line[i - 1].ToString()] });
        ContentAddress[] many = [.. Enumerable.Range(0, 100).Select(static i => NewFact($"absent {i}").Address())];
        await Put(NewFact("broad") with { DerivedFrom = [.. many.Select(static address => (OmsValue)address.ToString())] });
        GrainQuery any = new() { Status = GrainStatus.Any };
        Assert.That((await Store.SearchAsync(new() { Text = "19", Filter = any })).Results.Single().Sources, Is.EqualTo(line.Reverse().Skip(1).Take(16)));
        Assert.That((await Store.SearchAsync(new() { Text = "broad", Filter = any })).Results.Single().Sources, Is.EqualTo(many.Take(64)));
    }

    [TestCase("\"")]
    [TestCase("* OR NEAR(")]
    [TestCase("a\u0000b'; --")]
    [TestCase("\ud800")]
    [TestCase(" \t\n")]
    public async Task No_text_of_a_search_is_an_instruction(string text)
    {
        await Put(NewEvent("the invoice was paid twice"));
        try
        {
            Assert.That((await Store.SearchAsync(new() { Text = text })).Results, Is.Empty);
        }
        catch (ArgumentException)
        {
            Assert.That(text, Has.None.Matches<char>(char.IsAsciiLetter), "only what holds no word may be called no text");
        }
    }
}
