namespace OpenMemory.Store.Conformance;

/// <summary>Pages of answers (§28.1).</summary>
public abstract class CursorTests : GrainStoreFixture
{
    [TestCase(GrainOrder.NewestFirst)]
    [TestCase(GrainOrder.OldestFirst)]
    [TestCase(GrainOrder.Timeline)]
    [Requirement("OMS-28.1-1")]
    public async Task Pages_together_are_the_whole_answer(GrainOrder order)
    {
        await Fill(53);
        ContentAddress[] all = await Find(new() { Order = order, Limit = 1000 });
        foreach (int limit in new[] { 1, 7, 53, 54 })
        {
            Assert.That(await Pages(new() { Order = order, Limit = limit }), Is.EqualTo(all));
        }
        Assert.That(all, Has.Length.EqualTo(53).And.Unique);
    }

    [Test]
    public async Task What_is_written_meanwhile_neither_repeats_nor_hides_others()
    {
        await Fill(30);
        ContentAddress[] before = await Find(new() { Limit = 1000 });
        GrainPage first = await Store.QueryAsync(new() { Limit = 10 });
        for (int number = 0; number < 10; number++) await Put(NewFact($"new {number}") with { CreatedAt = new(Written + 100_000 + number) });
        List<ContentAddress> seen = [.. first.Results.Select(static hit => hit.Address)];
        seen.AddRange(await Pages(new() { Limit = 10, Cursor = first.NextCursor }));
        Assert.That(seen, Is.EqualTo(before));
    }

    [Test]
    public async Task A_page_goes_on_where_its_last_grain_was_deleted()
    {
        await Fill(20);
        ContentAddress[] all = await Find(new() { Limit = 1000, Subject = Customer });
        GrainPage first = await Store.QueryAsync(new() { Limit = 5, Subject = Customer });
        await Store.DeleteAsync(first.Results[^1].Address);
        Assert.That(await Pages(new() { Limit = 5, Subject = Customer, Cursor = first.NextCursor }), Is.EqualTo(all[5..]));
    }

    [Test]
    public async Task Grains_of_one_time_stand_by_address()
    {
        for (int number = 0; number < 20; number++) await Put(NewFact($"value {number}"));
        ContentAddress[] oldest = await Find(new() { Order = GrainOrder.OldestFirst });
        Assert.That(oldest, Is.Ordered.Ascending);
        Assert.That(await Pages(new() { Order = GrainOrder.OldestFirst, Limit = 3 }), Is.EqualTo(oldest));
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("AAAA")]
    [TestCase("\u0000\uffff")]
    [TestCase("ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    public async Task A_cursor_of_another_making_is_told_to_the_caller(string cursor)
    {
        await Fill(3);
        await Assert.ThatAsync(async () => await Store.QueryAsync(new() { Cursor = cursor }), Throws.ArgumentException);
    }

    [Test]
    public async Task A_cursor_of_another_order_is_told_to_the_caller()
    {
        await Fill(5);
        string? cursor = (await Store.QueryAsync(new() { Limit = 2 })).NextCursor;
        await Assert.ThatAsync(async () => await Store.QueryAsync(new() { Limit = 2, Cursor = cursor, Order = GrainOrder.OldestFirst }), Throws.ArgumentException);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1001)]
    public void A_page_has_1_to_1000_results(int limit) =>
        Assert.That(() => new GrainQuery { Limit = limit }, Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task Total_counts_what_matches_whatever_the_page()
    {
        await Fill(12);
        GrainPage page = await Store.QueryAsync(new() { Limit = 5 });
        Assert.That(page.Total, Is.EqualTo(12));
        Assert.That(page.Results, Has.Count.EqualTo(5));
        Assert.That(page.NextCursor, Is.Not.Null);
    }

    private async Task Fill(int count)
    {
        for (int number = 0; number < count; number++) IsDone(await TryPut(NewFact($"value {number}") with { CreatedAt = new(Written + number / 3) }));
    }

    private async Task<List<ContentAddress>> Pages(GrainQuery query)
    {
        List<ContentAddress> found = [];
        for (int page = 0; page < 200; page++)
        {
            GrainPage answer = await Store.QueryAsync(query);
            found.AddRange(answer.Results.Select(static hit => hit.Address));
            if (answer.NextCursor is null) return found;
            query = query with { Cursor = answer.NextCursor };
        }
        throw new AssertionException("the pages do not end");
    }
}
