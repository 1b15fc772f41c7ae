using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>The metadata table: rows by prefix, compare-and-set, replication (§28.4.1, R-53).</summary>
[TestFixture]
public sealed class MetadataTableTests
{
    private const long Now = 1_768_471_200_000;

    private InMemoryGrainStore _store = new();

    private IMetadataTable Table => _store.Metadata;

    [SetUp]
    public void BeginEmpty() => _store = new(new() { Clock = new ManualClock(Now) });

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Rows_are_written_replaced_listed_and_removed() // OMS-28.4.1-1
    {
        await Table.PutAsync("host:b", "2");
        await Table.PutAsync("host:a", "1");
        await Table.PutAsync("host:a", "3");
        await Table.PutAsync("hosu", "4");
        Assert.That(await Table.GetAsync("host:a"), Is.EqualTo("3"));
        Assert.That(await Table.ScanAsync("host:"), Is.EqualTo((KeyValuePair<string, string>[])[new("host:a", "3"), new("host:b", "2")]));
        Assert.That(await Table.ScanAsync(""), Has.Count.EqualTo(3));
        Assert.That((await Table.DeleteAsync("host:a"), await Table.DeleteAsync("host:a")), Is.EqualTo((true, false)));
        Assert.That(await Table.GetAsync("host:a"), Is.Null);
    }

    [Test]
    public async Task Rows_never_appear_among_grains() // OMS-28.4.1-2
    {
        await Table.PutAsync("host:a", "1");
        StoreStatistics statistics = await _store.GetStatisticsAsync();
        Assert.That((statistics.Grains, statistics.LastChange, statistics.LastAudit), Is.EqualTo((0L, 0L, 0L)));
        Assert.That((await _store.QueryAsync(new())).Total, Is.Zero);
    }

    [Test]
    public async Task A_row_is_replaced_only_if_it_still_is_what_the_caller_saw()
    {
        Assert.That(await Table.TryReplaceAsync("trg:a", null, "1"), Is.True);
        Assert.That(await Table.TryReplaceAsync("trg:a", null, "2"), Is.False);
        Assert.That(await Table.TryReplaceAsync("trg:a", "0", "2"), Is.False);
        Assert.That(await Table.TryReplaceAsync("trg:a", "1", "2"), Is.True);
        Assert.That(await Table.TryReplaceAsync("trg:a", "1", null), Is.False);
        Assert.That(await Table.TryReplaceAsync("trg:a", "2", null), Is.True);
        Assert.That(await Table.TryReplaceAsync("trg:a", null, null), Is.True, "there is no row, as was seen");
    }

    [Test]
    public async Task Of_many_that_count_in_one_row_none_is_lost()
    {
        await Table.PutAsync("trg:count", "0");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int done = 0; done < 100;)
            {
                string seen = (await Table.GetAsync("trg:count"))!;
                if (await Table.TryReplaceAsync("trg:count", seen, $"{int.Parse(seen) + 1}")) done++;
            }
        })));
        Assert.That(await Table.GetAsync("trg:count"), Is.EqualTo("400"));
    }

    [TestCase("qry:cafe", "body", "cafe\u0301")]
    [TestCase("tpl:cafe", "source", "caf\u00e9")]
    public async Task A_definition_gets_both_stamps_over_its_text_in_normal_form_and_keeps_what_is_not_known(string key, string member, string body) // OMS-28.4.1-8, OMS-28.4.1-4
    {
        await Table.PutAsync(key, $$"""{"x":[1.50,{"y":null}],"{{member}}":"{{body}}"}""");
        using JsonDocument row = JsonDocument.Parse((await Table.GetAsync(key))!);
        Assert.That(row.RootElement.GetProperty("updated_at").GetInt64(), Is.EqualTo(Now));
        Assert.That(row.RootElement.GetProperty("definition_hash").GetString(), Is.EqualTo(HashOf("caf\u00e9")));
        Assert.That(row.RootElement.GetProperty("x").GetRawText(), Is.EqualTo("[1.50,{\"y\":null}]"));
        Assert.That(row.RootElement.GetProperty(member).GetString(), Is.EqualTo(body), "the text itself stays as it is");
    }

    [Test]
    public async Task A_definition_with_both_stamps_is_kept_to_the_letter()
    {
        string row = $$"""{ "updated_at": 5, "body": "a", "definition_hash": "{{HashOf("a")}}" }""";
        await Table.PutAsync("qry:a", row);
        Assert.That(await Table.GetAsync("qry:a"), Is.EqualTo(row));
    }

    [Test]
    public async Task A_definition_that_is_changed_twice_in_a_millisecond_is_later_the_second_time()
    {
        await Table.PutAsync("qry:a", """{"body":"a"}""");
        await Table.PutAsync("qry:a", """{"body":"b"}""");
        Assert.That(Member(await Table.GetAsync("qry:a"), "updated_at"), Is.EqualTo(Now + 1));
    }

    [TestCase("qry:", """{"body":"a"}""")]
    [TestCase("qry:a", "select")]
    [TestCase("qry:a", """["body"]""")]
    [TestCase("qry:a", "{}")]
    [TestCase("qry:a", """{"body":1}""")]
    [TestCase("qry:a", """{"body":"a","body":"b"}""")]
    [TestCase("qry:a", """{"body":"a","updated_at":"today"}""")]
    [TestCase("qry:a", """{"body":"a","definition_hash":"00"}""")]
    [TestCase("qry:a", """{"body":"\ud800"}""")]
    [TestCase("qry:a", """{"body":"a","other":"\ud800"}""")]
    [TestCase("tpl:a", """{"body":"a"}""")]
    [TestCase("retention:shared", """{"grain_type":"event"}""")]
    [TestCase("retention:shared", """{"days":-1}""")]
    [TestCase("retention:shared", """{"days":1.5}""")]
    [TestCase("anon:shared", "off")]
    [TestCase("anon:shared", """{"mode":"sometimes"}""")]
    [TestCase("vault:shared", "x")]
    [TestCase("vault::x", "x")]
    [TestCase("trg:", "x")]
    public async Task A_reserved_prefix_holds_nothing_else(string key, string value) // OMS-28.4.1-3
    {
        Assert.That(async () => await Table.PutAsync(key, value), Throws.InstanceOf<OmsException>().With.Property(nameof(OmsException.Code)).EqualTo(OmsErrorCode.Schema));
        Assert.That(async () => await Table.TryReplaceAsync(key, null, value), Throws.InstanceOf<OmsException>());
        Assert.That(await Table.ReplicateAsync(key, value), Is.False, "bad rows of others are passed over");
        Assert.That(await Table.ScanAsync(""), Is.Empty);
    }

    [Test]
    public void Keys_and_values_are_texts_that_a_medium_can_hold()
    {
        foreach (string key in (string[])["", new('k', 1025), "a\ud800", "\udc00b"])
            Assert.That(async () => await Table.PutAsync(key, "x"), Throws.ArgumentException);
        Assert.That(async () => await Table.PutAsync("a", "\ud800"), Throws.ArgumentException);
        Assert.That(async () => await Table.PutAsync(new('k', 1024), "\ud83d\ude00"), Throws.Nothing);
    }

    [Test]
    public async Task The_later_definition_wins_and_of_two_of_one_time_the_one_with_the_greater_hash()
    {
        string[] bodies = [.. ((string[])["a", "b"]).OrderBy(static body => HashOf(body), StringComparer.Ordinal)];
        await Table.PutAsync("qry:q", Row(bodies[0], 10));
        Assert.That(await Table.ReplicateAsync("qry:q", Row("older", 9)), Is.False);
        Assert.That(await Table.ReplicateAsync("qry:q", Row(bodies[1], 10)), Is.True);
        Assert.That(await Table.ReplicateAsync("qry:q", Row(bodies[0], 10)), Is.False);
        Assert.That(await Table.ReplicateAsync("qry:q", Row(bodies[1], 10)), Is.False, "the same again changes nothing");
        Assert.That(await Table.ReplicateAsync("qry:q", Row("newer", 11)), Is.True);
        Assert.That(await Table.ReplicateAsync("qry:q", """{"body":"no time"}"""), Is.False);
        Assert.That((await Table.GetAsync("qry:q"))!.Contains("newer", StringComparison.Ordinal), Is.True);
    }

    [Test]
    public async Task Usage_stays_at_home() // OMS-28.4.1-9
    {
        await Table.PutAsync("qry:q", """{"body":"a","updated_at":1,"last_run_at":77}""");
        KeyValuePair<string, string> sent = (await Table.ScanReplicatedAsync()).Single();
        Assert.That((sent.Key, sent.Value.Contains("last_run_at", StringComparison.Ordinal)), Is.EqualTo(("qry:q", false)));
        await Table.ReplicateAsync("qry:q", """{"body":"b","updated_at":2,"last_run_at":99}""");
        string row = (await Table.GetAsync("qry:q"))!;
        Assert.That((Member(row, "last_run_at"), Member(row, "updated_at")), Is.EqualTo((77L, 2L)));
        await Table.ReplicateAsync("qry:new", """{"body":"b","updated_at":2,"last_run_at":99}""");
        Assert.That((await Table.GetAsync("qry:new"))!.Contains("last_run_at", StringComparison.Ordinal), Is.False);
    }

    [TestCase("retention:shared", """{"days":30}""", """{"days":1}""")]
    [TestCase("anon:shared", """{"mode":"both"}""", """{"mode":"off"}""")]
    public async Task A_policy_comes_in_where_there_is_none_and_never_replaces_one(string key, string mine, string theirs) // OMS-10.5.1-1
    {
        Assert.That(await Table.ReplicateAsync(key, mine), Is.True);
        Assert.That(await Table.ReplicateAsync(key, theirs), Is.False);
        Assert.That(await Table.GetAsync(key), Is.EqualTo(mine));
    }

    [TestCase("vault:shared:PERSON_1")]
    [TestCase("trg:mail")]
    [TestCase("host:index")]
    public async Task What_does_not_say_so_never_replicates_in_either_direction(string key) // OMS-28.4.1-5, OMS-10.5.2-2, OMS-28.4.1-11
    {
        Assert.That(await Table.ReplicateAsync(key, "x"), Is.False);
        Assert.That(await Table.GetAsync(key), Is.Null);
        await Table.PutAsync(key, "x");
        Assert.That(await Table.ScanReplicatedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_row_that_cannot_be_read_is_kept_shown_and_not_passed_on() // OMS-28.4.1-7
    {
        using MemoryBackend backend = new();
        MetadataTable table = new(backend, new ManualClock(Now));
        using (IStoreWriter writer = backend.BeginWrite())
        {
            writer.SetMetadata("qry:old", "not JSON");
            writer.SetMetadata("retention:old", "{}");
            writer.Commit();
        }
        await table.PutAsync("qry:good", """{"body":"a"}""");
        Assert.That((await table.ScanReplicatedAsync()).Select(static row => row.Key), Is.EqualTo((string[])["qry:good"]));
        Assert.That(await table.ReplicateAsync("qry:old", Row("newer", 11)), Is.False);
        Assert.That(await table.ReplicateAsync("retention:old", """{"days":1}"""), Is.False);
        Assert.That(await table.GetAsync("qry:old"), Is.EqualTo("not JSON"));
        Assert.That(await table.ScanAsync(""), Has.Count.EqualTo(3));
        await table.PutAsync("qry:old", """{"body":"repaired"}""");
        Assert.That((await table.ScanReplicatedAsync()), Has.Count.EqualTo(2));
    }

    [Test]
    public void Prefixes_are_told_by_their_beginning_alone()
    {
        Assert.That(MetadataPrefix.Of("qry:a"), Is.EqualTo(MetadataPrefix.Query));
        Assert.That((MetadataPrefix.Of("QRY:a"), MetadataPrefix.Of("qry"), MetadataPrefix.Of("x-qry:a")), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
        Assert.That((MetadataPrefix.Replicates("tpl:a"), MetadataPrefix.Replicates("vault:a:b"), MetadataPrefix.Replicates("a")), Is.EqualTo((true, false, false)));
    }

    private static string Row(string body, long updatedAt) => $$"""{"body":"{{body}}","updated_at":{{updatedAt}}}""";

    private static long Member(string? row, string name)
    {
        using JsonDocument document = JsonDocument.Parse(row!);
        return document.RootElement.GetProperty(name).GetInt64();
    }

    private static string HashOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
