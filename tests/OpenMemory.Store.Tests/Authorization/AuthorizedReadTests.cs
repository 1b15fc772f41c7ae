namespace OpenMemory.Store.Tests;

/// <summary>What a principal may not read looks absent (§12.6).</summary>
[TestFixture]
public sealed class AuthorizedReadTests
{
    private static readonly GrainQuery s_says = new() { Relation = "says" };

    [Test]
    public async Task Grains_are_found_in_the_namespaces_of_the_grant_alone_OMS_12_6_2_2()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON caller");
        Assert.That((await fixture.Store.GetAsync(fixture.Caller))!.Address, Is.EqualTo(fixture.Caller));
        Assert.That(await fixture.Store.GetAsync(fixture.Secret), Is.Null);
        Assert.That(await fixture.Store.GetAsync(fixture.Nowhere), Is.Null);
        Assert.That((await fixture.Store.ExistsAsync(fixture.Caller), await fixture.Store.ExistsAsync(fixture.Secret)), Is.EqualTo((true, false)));
        IReadOnlyList<StoredGrain?> batch = await fixture.Store.GetBatchAsync([fixture.Secret, fixture.Caller, fixture.Caller, fixture.Shared]);
        Assert.That(batch.Select(static grain => grain?.Address), Is.EqualTo(new ContentAddress?[] { null, fixture.Caller, fixture.Caller, null }));
        Assert.That(await fixture.TextsAsync(s_says), Is.EqualTo(new[] { "caller" }));
    }

    [Test]
    public async Task What_has_no_namespace_belongs_to_shared()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON shared");
        Assert.That(await fixture.TextsAsync(s_says), Is.EqualTo(new[] { "nowhere", "shared" }));
        Assert.That(await fixture.Store.GetAsync(fixture.Nowhere), Is.Not.Null);
        Assert.That(await fixture.TextsAsync(s_says with { Namespaces = [""] }), Is.EqualTo(new[] { "nowhere" }));
    }

    [Test]
    public async Task A_question_about_other_namespaces_has_no_answer_and_no_count()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON caller");
        GrainPage other = await fixture.Store.QueryAsync(s_says with { Namespaces = ["secret", ""] });
        Assert.That((other.Results.Count, other.Total, other.NextCursor), Is.EqualTo((0, 0L, (string?)null)));
        GrainPage all = await fixture.Store.QueryAsync(s_says with { Limit = 1 });
        Assert.That((all.Total, all.NextCursor), Is.EqualTo((1L, (string?)null)));
        Assert.That(all.Results[0].MatchedFields, Does.Not.Contain("namespace"), "nobody asked for one");
        Assert.That((await fixture.Store.QueryAsync(new() { Namespaces = [] })).Total, Is.Zero);
    }

    [Test]
    public async Task Searches_and_selections_are_narrowed_too()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON caller");
        GrainPage found = await fixture.Store.SearchAsync(new() { Text = "pat says secret caller" });
        Assert.That(found.Results.Select(static hit => hit.Address), Is.EqualTo(new[] { fixture.Caller }));
        Assert.That(found.Total, Is.EqualTo(1));
        await fixture.Owner.ReplaceAsync(fixture.Caller, AuthorizedFixture.Fact("caller", "newer"));
        Assert.That(await Texts(fixture.Store.ReadAllAsync()), Is.EquivalentTo(new[] { "caller", "newer" }), "history included");
        Assert.That(await Texts(fixture.Store.ReadAllAsync(s_says)), Is.EqualTo(new[] { "newer" }));
        Assert.That(await Texts(fixture.Store.ReadAllAsync(new() { Namespaces = ["secret"] })), Is.Empty);
    }

    [Test]
    public async Task Everything_is_read_by_whoever_may_read_everywhere()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON *");
        Assert.That(await fixture.TextsAsync(s_says), Is.EqualTo(new[] { "caller", "nowhere", "secret", "shared" }));
        Assert.That((await fixture.Store.GetStatisticsAsync()).Grains, Is.EqualTo(5));
        Assert.That(await Count(fixture.Store.ReadChangesAsync()), Is.EqualTo(5));
        Assert.That((await fixture.Store.ReportSubjectAsync("pat")).Matches, Has.Count.EqualTo(4));
        Assert.That(await Count(fixture.Store.ReadAuditAsync()), Is.Zero, "that takes admin");
    }

    [Test]
    public async Task Whoever_reads_some_namespaces_reads_nothing_that_tells_of_all()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("admin,erase,read ON caller,shared");
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(20));
        Assert.That(await fixture.Store.GetStatisticsAsync(), Is.EqualTo(default(StoreStatistics)));
        Assert.That(await Count(fixture.Store.ReadChangesAsync()) + await Count(fixture.Store.ReadChangesAsync(0, true, soon.Token)) + await Count(fixture.Store.ReadAuditAsync()), Is.Zero);
        SubjectReport report = await fixture.Store.ReportSubjectAsync("pat");
        Assert.That((report.Matches.Count, report.IsComplete), Is.EqualTo((0, false)), "it does not say that there is nothing");
        Assert.That(report.Fingerprint, Is.EqualTo((await fixture.Owner.ReportSubjectAsync("pat")).Fingerprint));
    }

    [Test]
    public async Task A_sealed_or_elided_namespace_takes_a_grant_everywhere()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON shared");
        Fact original = AuthorizedFixture.Fact("secret", "hidden place");
        OmsMap fields = new(original.ToFields().Where(static entry => entry.Key != "namespace")
            .Append(new("_elided", new OmsMap { ["namespace"] = "sha256:" + new string('a', 64) })).Append(new("_disclosure_of", original.ToBlob().Address)));
        ContentAddress elided = (await fixture.Owner.ReceiveAsync([new(Grain.Restore(fields).ToBlob().Memory)])).Single().Require();
        Assert.That(await fixture.Store.GetAsync(elided), Is.Null);
        Assert.That((await fixture.Store.QueryAsync(s_says)).Total, Is.EqualTo(2), "nor is it counted");
        await fixture.GrantAsync("read ON *");
        Assert.That(await fixture.Store.GetAsync(elided), Is.Not.Null);
        Assert.That((await fixture.Store.QueryAsync(s_says)).Total, Is.EqualTo(5));
    }

    [Test]
    public async Task Grains_of_the_applications_own_types_keep_their_namespace()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON shared");
        Grain custom = Grain.Restore(new() { ["t"] = "mine", ["ns"] = "secret", ["ca"] = 1 }, (GrainType)0xF1);
        ContentAddress address = (await fixture.Owner.ReceiveAsync([new(custom.ToBlob().Memory)])).Single().Require();
        Assert.That(await fixture.Store.GetAsync(address), Is.Null);
        await fixture.GrantAsync("read ON secret");
        Assert.That(await fixture.Store.GetAsync(address), Is.Not.Null);
    }

    [Test]
    public async Task A_chain_over_namespaces_shows_only_what_may_be_read()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON caller");
        ContentAddress middle = await fixture.Owner.ReplaceAsync(fixture.Caller, AuthorizedFixture.Fact("caller", "second"));
        Assert.That(await fixture.Store.GetHeadAsync(fixture.Caller), Is.EqualTo(middle));
        ContentAddress head = await fixture.Owner.ReplaceAsync(middle, AuthorizedFixture.Fact("secret", "third"));
        Assert.That(await fixture.Store.GetHeadAsync(fixture.Caller), Is.Null);
        Assert.That(await fixture.Store.GetHeadAsync(head), Is.Null);
        Assert.That(await fixture.Store.GetHistoryAsync(head), Is.Null);
        var chain = (await fixture.Store.GetHistoryAsync(middle))!;
        Assert.That(chain.Links.Select(static link => link.Address), Is.EqualTo(new[] { fixture.Caller, middle }));
        Assert.That(chain.Head, Is.Null);
        Assert.That((await fixture.Owner.GetHistoryAsync(middle))!.Head, Is.EqualTo(head));
    }

    [Test]
    public async Task Sources_behind_a_grain_that_may_not_be_read_are_not_told()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON caller");
        ContentAddress hidden = await fixture.Owner.AddAsync(AuthorizedFixture.Fact("secret", "hidden") with { DerivedFrom = [fixture.Secret.ToString()] });
        ContentAddress open = await fixture.Owner.AddAsync(AuthorizedFixture.Fact("caller", "open") with { DerivedFrom = [fixture.Caller.ToString()] });
        await fixture.Owner.AddAsync(AuthorizedFixture.Fact("caller", "needle") with { DerivedFrom = [hidden.ToString(), open.ToString()] });
        GrainSearch search = new() { Text = "needle", Filter = new() { Status = GrainStatus.Any } };
        Assert.That((await fixture.Owner.SearchAsync(search)).Results.Single().Sources, Is.EqualTo(new[] { hidden, open, fixture.Secret, fixture.Caller }));
        Assert.That((await fixture.Store.SearchAsync(search)).Results.Single().Sources, Is.EqualTo(new[] { hidden, open, fixture.Caller }), "what the grain itself names");
        await fixture.GrantAsync("read ON *");
        Assert.That((await fixture.Store.SearchAsync(search)).Results.Single().Sources, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task An_attachment_is_read_through_a_grain_that_names_it()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON caller");
        CasUri uri = await fixture.Owner.Content.PutAsync("a picture"u8.ToArray());
        ContentReference[] reference = [new() { Uri = uri.ToString(), Modality = "image" }];
        ContentAddress mine = await fixture.Owner.AddAsync(AuthorizedFixture.Fact("caller", "mine") with { ContentRefs = reference });
        ContentAddress theirs = await fixture.Owner.AddAsync(AuthorizedFixture.Fact("secret", "theirs") with { ContentRefs = reference });
        Assert.That((await fixture.Store.ReadAttachmentAsync(mine, uri))!.Value.ToArray(), Is.EqualTo("a picture"u8.ToArray()));
        Assert.That(await fixture.Store.ReadAttachmentAsync(theirs, uri), Is.Null);
        Assert.That(await fixture.Store.ReadAttachmentAsync(fixture.Caller, uri), Is.Null, "it does not name it");
        Assert.That(await fixture.Store.Content.GetAsync(uri), Is.Null);
        Assert.That(await fixture.Store.Content.ExistsAsync(uri), Is.False);
        await fixture.GrantAsync("read ON *");
        Assert.That(await fixture.Store.Content.GetAsync(uri), Is.Not.Null);
    }

    [Test]
    public async Task A_revocation_counts_for_everything_that_begins_after_it()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync();
        ContentAddress grant = await fixture.GrantAsync("read ON *");
        Assert.That(await fixture.Store.GetAsync(fixture.Caller), Is.Not.Null);
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(20));
        await using IAsyncEnumerator<GrainChange> feed = fixture.Store.ReadChangesAsync(0, true, soon.Token).GetAsyncEnumerator();
        Assert.That(await feed.MoveNextAsync(), Is.True);
        (await fixture.Grants.RevokeAsync(grant, "user:owner")).Require();
        Assert.That(await fixture.Store.GetAsync(fixture.Caller), Is.Null);
        Assert.That((await fixture.Store.QueryAsync(new())).Total, Is.Zero);
        Assert.That(await feed.MoveNextAsync(), Is.False, "also for a feed that is followed");
    }

    [Test]
    public async Task What_may_not_be_read_is_not_touched_either_OMS_22_10_1()
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync("read ON caller");
        await fixture.Store.GetAsync(fixture.Secret);
        await fixture.Store.GetAsync(fixture.Caller);
        await fixture.Store.ExistsAsync(fixture.Caller);
        Assert.That((await fixture.Owner.GetAsync(fixture.Secret))!.Entry.State.AccessCount, Is.Zero);
        Assert.That((await fixture.Owner.GetAsync(fixture.Caller))!.Entry.State.AccessCount, Is.EqualTo(1));
    }

    private static async Task<string[]> Texts(IAsyncEnumerable<StoredGrain> grains)
    {
        List<string> texts = [];
        await foreach (StoredGrain grain in grains) texts.Add(grain.ToGrain().Object.AsText());
        return [.. texts];
    }

    private static async Task<int> Count<T>(IAsyncEnumerable<T> items)
    {
        int count = 0;
        await foreach (T _ in items) count++;
        return count;
    }
}
