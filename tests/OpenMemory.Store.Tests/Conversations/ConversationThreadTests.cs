using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>Conversations (§28.6).</summary>
[TestFixture]
public sealed class ConversationThreadTests
{
    private readonly ManualClock _clock = new();

    [Test]
    public async Task Messages_of_one_millisecond_keep_their_order_and_name_the_one_before() // OMS-28.6-1, OMS-28.6-2, OMS-28.6-3
    {
        await using InMemoryGrainStore store = new();
        ConversationThread thread = Open(store);
        List<ContentAddress> written = [];
        for (int i = 0; i < 20; i++) written.Add((await thread.AppendAsync(Say("user", $"message {i}"))).Require());
        await store.AddAsync(Say("user", "elsewhere") with { SessionId = "other", CreatedAt = _clock.Now });
        Assert.That(await ReadAsync(thread), Is.EqualTo(written));
        Event[] messages = [.. (await store.GetBatchAsync(written)).Select(static stored => (Event)stored!.ToGrain())];
        Assert.That(messages.Select(static message => message.SessionId), Is.All.EqualTo("s1"));
        Assert.That(messages.Select(static message => message.ParentMessageId), Is.EqualTo(written.SkipLast(1).Select(static address => (string?)address.ToString()).Prepend(null)));
        Assert.That((messages[3].Namespace, messages[3].UserId, messages[3].RunId, messages[3].AuthorDid), Is.EqualTo(("support", "anna", "r1", "did:key:agent")));

        ConversationThread later = Open(store);
        ContentAddress next = (await later.AppendAsync(Say("assistant", "again"))).Require();
        Assert.That(((Event)(await store.GetAsync(next))!.ToGrain()).ParentMessageId, Is.EqualTo(written[^1].ToString()), "another thread finds the tail");
        Assert.That((await ReadAsync(thread))[^1], Is.EqualTo(next));
    }

    [Test]
    public async Task What_was_superseded_is_read_no_longer_and_can_still_be_followed()
    {
        await using InMemoryGrainStore store = new();
        ConversationThread thread = Open(store);
        ContentAddress one = (await thread.AppendAsync(Say("user", "helo"))).Require(), two = (await thread.AppendAsync(Say("assistant", "hi"))).Require();
        Event old = (Event)(await store.GetAsync(one))!.ToGrain();
        ContentAddress better = await store.ReplaceAsync(one, old with { Content = "hello", DerivedFrom = [one] });
        Assert.That(await ReadAsync(thread), Is.EqualTo(new[] { better, two }));
        Assert.That((await thread.FollowAsync(two)).Messages.Select(static message => message.Address), Is.EqualTo(new[] { one, two }));
    }

    [Test]
    public async Task Branches_are_told_and_a_thread_goes_on_with_its_own() // OMS-28.6-2
    {
        await using InMemoryGrainStore store = new();
        ConversationThread thread = Open(store);
        ContentAddress root = (await thread.AppendAsync(Say("user", "root"))).Require(), left = (await thread.AppendAsync(Say("assistant", "left"))).Require();
        ContentAddress right = (await thread.AppendAsync(Say("assistant", "right") with { ParentMessageId = root.ToString() })).Require();
        ContentAddress end = (await thread.AppendAsync(Say("user", "end"))).Require();
        ConversationPath path = await thread.FollowAsync(end);
        Assert.That(path.Messages.Select(static message => message.Address), Is.EqualTo(new[] { root, right, end }));
        Assert.That(path.Messages[1].Branches, Is.EqualTo(new[] { left }));
        Assert.That((path.Messages[0].Branches, path.Missing), Is.EqualTo((Array.Empty<ContentAddress>(), (ContentAddress?)null)));
        Assert.That(path.Participants, Is.EqualTo(new[] { "did:key:agent" }));
        ConversationThread other = new(store, "s1", new() { Tail = left, Clock = _clock });
        ContentAddress more = (await other.AppendAsync(Say("user", "more"))).Require();
        Assert.That((await other.FollowAsync(more)).Messages.Select(static message => message.Address), Is.EqualTo(new[] { root, left, more }));
        Assert.That((await ReadAsync(thread))[^1], Is.EqualTo(more), "later than all, on whichever branch");
    }

    [Test]
    public async Task A_way_breaks_off_where_a_parent_is_missing_or_of_another_session()
    {
        await using InMemoryGrainStore store = new();
        string absent = new('a', 64);
        ContentAddress foreign = await store.AddAsync(Say("user", "foreign") with { SessionId = "s2", CreatedAt = 1 });
        ContentAddress one = await store.AddAsync(Say("user", "one") with { SessionId = "s1", ParentMessageId = absent, CreatedAt = 1 });
        ContentAddress two = await store.AddAsync(Say("user", "two") with { SessionId = "s1", ParentMessageId = foreign.ToString(), CreatedAt = 2 });
        ConversationThread thread = Open(store);
        Assert.That((await thread.FollowAsync(one)).Missing?.ToString(), Is.EqualTo(absent));
        Assert.That((await thread.FollowAsync(two)).Missing, Is.EqualTo(foreign));
        ConversationPath none = await thread.FollowAsync(foreign);
        Assert.That((none.Messages.Count, none.Tail, none.Missing), Is.EqualTo((0, (ConversationMessage?)null, (ContentAddress?)foreign)));
    }

    [Test]
    public async Task A_snapshot_leads_back_to_its_conversation()
    {
        await using InMemoryGrainStore store = new();
        ConversationThread thread = Open(store);
        Assert.That((await thread.SnapshotAsync()).Outcome, Is.EqualTo(WriteOutcome.Refused));
        await thread.AppendAsync(Say("user", "hello") with { AuthorDid = "did:key:anna" });
        ContentAddress tail = (await thread.AppendAsync(Say("assistant", "hi"))).Require();
        ContentAddress address = (await thread.SnapshotAsync(new() { ["model"] = "m" })).Require();
        State state = (State)(await store.GetAsync(address))!.ToGrain();
        Assert.That((state.Relation, state.SessionId, state.Namespace), Is.EqualTo(("mg:state_at", "s1", "support")));
        Assert.That(state.Context, Is.EqualTo(new OmsMap
        {
            ["messages_tail"] = tail, ["message_count"] = 2, ["participants"] = OmsValue.FromTexts(["did:key:anna", "did:key:agent"]), ["model"] = "m",
        }));
        await thread.AppendAsync(Say("user", "later"));
        Assert.That((await thread.FollowSnapshotAsync(address))?.Messages, Has.Count.EqualTo(2));
        Assert.That(await thread.FollowSnapshotAsync(tail), Is.Null);
        Assert.That(async () => await thread.SnapshotAsync(new() { ["message_count"] = 9 }), Throws.ArgumentException);
    }

    [Test]
    public async Task A_summary_derives_from_messages_of_the_conversation_alone()
    {
        await using InMemoryGrainStore store = new();
        ConversationThread thread = Open(store);
        ContentAddress one = (await thread.AppendAsync(Say("user", "I like tea"))).Require();
        Fact summary = new() { Subject = "anna", Relation = "prefers", Object = "tea", Confidence = 0.8 };
        ContentAddress address = (await thread.SummarizeAsync(summary, [one])).Require();
        Fact written = (Fact)(await store.GetAsync(address))!.ToGrain();
        Assert.That((written.ConsolidationLevel, written.SourceType, written.SessionId), Is.EqualTo(((long?)1, "consolidated", "s1")));
        Assert.That(written.DerivedFrom, Is.EqualTo(new OmsValue[] { one }));
        ContentAddress foreign = await store.AddAsync(Say("user", "x") with { SessionId = "s2", CreatedAt = 1 });
        Assert.That((await thread.SummarizeAsync(summary, [one, foreign])).Outcome, Is.EqualTo(WriteOutcome.Refused));
        Assert.That((await thread.SummarizeAsync(summary with { Confidence = 7 }, [one])).Fault.Code, Is.EqualTo(OmsErrorCode.Range), "what cannot be written is refused, not thrown");
        Assert.That(async () => await thread.SummarizeAsync(summary with { ConsolidationLevel = 0 }, [one]), Throws.ArgumentException);
        Assert.That(async () => await thread.SummarizeAsync(summary, []), Throws.ArgumentException);
        Assert.That(async () => await thread.AppendAsync(Say("user", "x") with { SessionId = "s2" }), Throws.ArgumentException);
    }

    private ConversationThread Open(IGrainStore store) =>
        new(store, "s1", new() { Clock = _clock, Namespace = "support", UserId = "anna", RunId = "r1", AuthorDid = "did:key:agent" });

    private static Event Say(string role, string content) => new() { Role = role, Content = content };

    private static async Task<List<ContentAddress>> ReadAsync(ConversationThread thread)
    {
        List<ContentAddress> addresses = [];
        await foreach (StoredGrain stored in thread.ReadAsync()) addresses.Add(stored.Address);
        return addresses;
    }
}
