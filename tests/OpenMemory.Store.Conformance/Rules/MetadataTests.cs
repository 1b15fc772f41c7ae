namespace OpenMemory.Store.Conformance;

/// <summary>The host's rows beside the grains (§28.4.1, R-53).</summary>
public abstract class MetadataTests : GrainStoreFixture
{
    private static string Query(string body, long updatedAt, string? more = null) =>
        $$"""{"body":{{System.Text.Json.JsonSerializer.Serialize(body)}},"definition_hash":"{{ContentAddress.Compute(System.Text.Encoding.UTF8.GetBytes(body.Normalize()))}}"{{more}},"updated_at":{{updatedAt}}}""";

    [Test]
    [Requirement("OMS-28.4.1-1")]
    [Requirement("OMS-28.4.1-4")]
    public async Task Rows_are_written_read_listed_and_removed()
    {
        await Store.Metadata.PutAsync("host:b", "2");
        await Store.Metadata.PutAsync("host:a", "1");
        await Store.Metadata.PutAsync("host:a", "one");
        await Store.Metadata.PutAsync("other", "");
        Assert.That(await Store.Metadata.GetAsync("host:a"), Is.EqualTo("one"));
        Assert.That(await Store.Metadata.GetAsync("host:c"), Is.Null);
        Assert.That(await Store.Metadata.GetAsync("other"), Is.Empty);
        Assert.That((await Store.Metadata.ScanAsync("host:")).Select(static row => (row.Key, row.Value)), Is.EqualTo(new[] { ("host:a", "one"), ("host:b", "2") }));
        Assert.That(await Store.Metadata.ScanAsync(""), Has.Count.EqualTo(3));
        Assert.That(await Store.Metadata.DeleteAsync("host:a"), Is.True);
        Assert.That(await Store.Metadata.DeleteAsync("host:a"), Is.False);
        Assert.That(await Store.Metadata.GetAsync("host:a"), Is.Null);
    }

    [Test]
    public async Task Rows_come_by_their_characters()
    {
        string[] keys = ["b", "B", "a", "\u00e4", "aa", "a\u0301", "\ud83d\ude00", "\uffee"];
        foreach (string key in keys) await Store.Metadata.PutAsync(key, key);
        Assert.That((await Store.Metadata.ScanAsync("")).Select(static row => row.Key), Is.EqualTo(keys.Order(StringComparer.Ordinal)));
        Assert.That((await Store.Metadata.ScanAsync("a")).Select(static row => row.Key), Is.EqualTo(new[] { "a", "aa", "a\u0301" }));
    }

    [Test]
    public async Task Keys_have_1_to_1024_characters()
    {
        await Store.Metadata.PutAsync(new string('k', 1024), "kept");
        await Assert.ThatAsync(async () => await Store.Metadata.PutAsync("", "value"), Throws.ArgumentException);
        await Assert.ThatAsync(async () => await Store.Metadata.PutAsync(new string('k', 1025), "value"), Throws.ArgumentException);
    }

    [Test]
    [Requirement("OMS-28.4.1-2")]
    public async Task Rows_are_no_grains()
    {
        await Store.Metadata.PutAsync("host:a", Customer);
        StoreStatistics statistics = await Store.GetStatisticsAsync();
        Assert.That((statistics.Grains, statistics.LastChange), Is.EqualTo((0L, 0L)));
        Assert.That((await Store.SearchAsync(new() { Text = Customer })).Results, Is.Empty);
        Assert.That(await Changes(), Is.Empty);
    }

    [TestCase("qry:open", "not json")]
    [TestCase("qry:open", "[]")]
    [TestCase("tpl:mail", "{}")]
    [TestCase("retention:support", "7 days")]
    [TestCase("anon:support", "\"all\"")]
    [Requirement("OMS-28.4.1-3")]
    public async Task A_reserved_prefix_holds_what_it_is_for(string key, string value)
    {
        await Assert.ThatAsync(
            async () => await Store.Metadata.PutAsync(key, value), Throws.TypeOf<OmsException>().With.Property("Code").EqualTo(OmsErrorCode.Schema));
        Assert.That(await Store.Metadata.GetAsync(key), Is.Null);
    }

    [Test]
    [Requirement("OMS-28.4.1-8")]
    [Requirement("R-53")]
    public async Task A_definition_has_two_stamps_that_fit_it()
    {
        string sound = Query("recall facts", 1000), forged = sound.Replace("recall facts", "recall all", StringComparison.Ordinal);
        await Store.Metadata.PutAsync("qry:open", sound);
        Assert.That(await Store.Metadata.GetAsync("qry:open"), Does.Contain("definition_hash").And.Contain("updated_at"));
        await Assert.ThatAsync(async () => await Store.Metadata.PutAsync("qry:open", forged), Throws.TypeOf<OmsException>());
    }

    [Test]
    [Requirement("R-53")]
    public async Task A_row_is_replaced_only_where_it_is_what_the_caller_saw()
    {
        Assert.That(await Store.Metadata.TryReplaceAsync("trg:1", null, "{\"last\":1}"), Is.True);
        Assert.That(await Store.Metadata.TryReplaceAsync("trg:1", null, "{\"last\":2}"), Is.False);
        Assert.That(await Store.Metadata.TryReplaceAsync("trg:1", "{\"last\":0}", "{\"last\":2}"), Is.False);
        Assert.That(await Store.Metadata.TryReplaceAsync("trg:1", "{\"last\":1}", "{\"last\":2}"), Is.True);
        Assert.That(await Store.Metadata.GetAsync("trg:1"), Is.EqualTo("{\"last\":2}"));
        Assert.That(await Store.Metadata.TryReplaceAsync("trg:1", "{\"last\":2}", null), Is.True);
        Assert.That(await Store.Metadata.GetAsync("trg:1"), Is.Null);
    }

    [Test]
    [Requirement("R-53")]
    public async Task Of_many_callers_who_saw_the_same_row_one_replaces_it()
    {
        await Store.Metadata.PutAsync("host:counter", "0");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            for (int done = 0; done < 20;)
            {
                string seen = (await Store.Metadata.GetAsync("host:counter"))!;
                if (await Store.Metadata.TryReplaceAsync("host:counter", seen, $"{int.Parse(seen) + 1}")) done++;
            }
        })));
        Assert.That(await Store.Metadata.GetAsync("host:counter"), Is.EqualTo("120"));
    }

    [Test]
    [Requirement("OMS-28.4.1-5")]
    [Requirement("OMS-28.4.1-11")]
    public async Task Rows_replicate_as_their_prefix_says()
    {
        await Store.Metadata.PutAsync("qry:open", Query("mine", 1000));
        Assert.That(await Store.Metadata.ReplicateAsync("qry:open", Query("older", 999)), Is.False);
        Assert.That(await Store.Metadata.ReplicateAsync("qry:open", Query("newer", 1001)), Is.True);
        Assert.That(await Store.Metadata.GetAsync("qry:open"), Does.Contain("newer"));
        foreach (string key in new[] { "vault:support:name-1", "trg:1", "host:a", "index:text" })
        {
            Assert.That(await Store.Metadata.ReplicateAsync(key, "{}"), Is.False, key);
            Assert.That(await Store.Metadata.GetAsync(key), Is.Null, key);
        }
        Assert.That(await Store.Metadata.ReplicateAsync("retention:support", "{\"days\":30}"), Is.True);
        Assert.That(await Store.Metadata.ReplicateAsync("retention:support", "{\"days\":1}"), Is.False);
        Assert.That(await Store.Metadata.GetAsync("retention:support"), Does.Contain("30"));
    }

    [Test]
    [Requirement("OMS-28.4.1-9")]
    public async Task Stamps_of_usage_stay_here()
    {
        await Store.Metadata.PutAsync("qry:open", Query("mine", 1000, ",\"last_run_at\":777"));
        await Store.Metadata.PutAsync("host:a", "1");
        IReadOnlyList<KeyValuePair<string, string>> rows = await Store.Metadata.ScanReplicatedAsync();
        Assert.That(rows.Select(static row => row.Key), Is.EqualTo(new[] { "qry:open" }));
        Assert.That(rows[0].Value, Does.Not.Contain("last_run_at"));
        await Store.Metadata.ReplicateAsync("qry:open", Query("newer", 2000, ",\"last_run_at\":888"));
        Assert.That(await Store.Metadata.GetAsync("qry:open"), Does.Contain("777").And.Not.Contain("888").And.Contain("newer"));
    }

    [Test]
    [Requirement("R-53")]
    public async Task Equal_times_are_decided_by_the_hash_the_same_everywhere()
    {
        string one = Query("one", 1000), two = Query("two", 1000);
        IGrainStore first = NewStore(), second = NewStore();
        await first.Metadata.PutAsync("qry:open", one);
        await second.Metadata.PutAsync("qry:open", two);
        await first.Metadata.ReplicateAsync("qry:open", two);
        await second.Metadata.ReplicateAsync("qry:open", one);
        Assert.That(await first.Metadata.GetAsync("qry:open"), Is.EqualTo(await second.Metadata.GetAsync("qry:open")));
    }

    [Test]
    [Requirement("R-53")]
    public async Task Members_that_nobody_knows_are_kept()
    {
        await Store.Metadata.ReplicateAsync("qry:open", Query("mine", 1000, ",\"owner\":\"anna\""));
        Assert.That(await Store.Metadata.GetAsync("qry:open"), Does.Contain("anna"));
    }
}
