using System.Text;

namespace OpenMemory.Signing.Tests;

/// <summary>How long documents are believed, who fetches them, and what callers see of each other (OMS-12.2-2).</summary>
[TestFixture]
public sealed class DidCacheTests
{
    private const string Did = "did:web:example.com";

    private static readonly VerificationKey s_key = DidKey.Parse("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
    private static readonly VerificationKey s_newKey = DidKey.Parse("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");

    private readonly HandClock _clock = new();

    [Test]
    public async Task A_document_is_believed_for_its_lifetime()
    {
        VerificationKey key = s_key;
        TestDocuments source = new(() => TestDocuments.Of(Did, key));
        DidResolver resolver = new(source, new() { Clock = _clock, CacheLifetime = TimeSpan.FromMinutes(5) });
        Assert.That((await resolver.ResolveAsync(Did)).Keys.Single(), Is.EqualTo(s_key));
        key = s_newKey;
        _clock.Move(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.That(((await resolver.ResolveAsync(Did + "#key-1")).Keys.Single(), source.Asked.Length), Is.EqualTo((s_key, 1)));
        _clock.Move(TimeSpan.FromTicks(1));
        Assert.That(((await resolver.ResolveAsync(Did)).Keys.Single(), source.Asked.Length), Is.EqualTo((s_newKey, 2)));
    }

    [Test]
    public async Task A_lifetime_of_zero_fetches_every_time()
    {
        TestDocuments source = new(static () => TestDocuments.Of(Did, s_key));
        DidResolver resolver = new(source, new() { Clock = _clock, CacheLifetime = TimeSpan.Zero });
        for (int i = 1; i < 5; i++)
        {
            await resolver.ResolveAsync(Did + "#other");
            Assert.That((source.Asked.Length, resolver.Cached), Is.EqualTo((i, (0, 0, 0))));
        }
    }

    [Test]
    public async Task A_failure_is_believed_for_five_seconds_and_ends_with_a_document()
    {
        string? document = null;
        TestDocuments source = new(() => document);
        DidResolver resolver = new(source, new() { Clock = _clock });
        Assert.That((await resolver.ResolveAsync(Did)).Fault.IsFault, Is.True);
        document = TestDocuments.Of(Did, s_key);
        _clock.Move(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.That(((await resolver.ResolveAsync(Did)).Fault.IsFault, source.Asked.Length), Is.EqualTo((true, 1)));
        _clock.Move(TimeSpan.FromTicks(1));
        Assert.That(((await resolver.ResolveAsync(Did)).Keys.Single(), source.Asked.Length), Is.EqualTo((s_key, 2)));
        Assert.That(resolver.Cached, Is.EqualTo((1, 0, 0)));
    }

    [Test]
    public async Task A_document_that_is_over_is_not_believed_because_its_host_fails()
    {
        string? document = TestDocuments.Of(Did, s_key);
        DidResolver resolver = new(new TestDocuments(() => document), new() { Clock = _clock });
        Assert.That((await resolver.ResolveAsync(Did)).Keys, Has.Count.EqualTo(1));
        document = null;
        _clock.Move(TimeSpan.FromMinutes(5));
        Assert.That((await resolver.ResolveAsync(Did)).Keys, Is.Empty);
    }

    [Test]
    public async Task A_new_key_is_found_before_the_lifetime_is_over_and_a_wrong_name_costs_one_fetch_in_five_seconds()
    {
        string document = TestDocuments.Of(Did, s_key);
        TestDocuments source = new(() => document);
        DidResolver resolver = new(source, new() { Clock = _clock });
        await resolver.ResolveAsync(Did);
        document = TestDocuments.Of(Did, s_newKey, "key-2");
        _clock.Move(TimeSpan.FromSeconds(4));
        Assert.That(((await resolver.ResolveAsync(Did + "#key-2")).Keys.Count, source.Asked.Length), Is.EqualTo((0, 1)), "the document is fresh");
        Assert.That((await resolver.ResolveAsync(Did + "#key-1")).Keys.Single(), Is.EqualTo(s_key));
        _clock.Move(TimeSpan.FromSeconds(1));
        Assert.That(((await resolver.ResolveAsync(Did + "#key-2")).Keys.Single(), source.Asked.Length), Is.EqualTo((s_newKey, 2)));
        for (int i = 0; i < 20; i++) Assert.That((await resolver.ResolveAsync($"{Did}#wrong-{i}")).Fault.Message, Does.Contain("no key of this name"));
        Assert.That(source.Asked, Has.Length.EqualTo(2));
        _clock.Move(TimeSpan.FromSeconds(5));
        for (int i = 0; i < 20; i++) await resolver.ResolveAsync($"{Did}#wrong-{i}");
        Assert.That(source.Asked, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task A_host_that_fails_while_a_new_key_is_looked_for_spoils_no_key_that_is_known()
    {
        string? document = TestDocuments.Of(Did, s_key);
        DidResolver resolver = new(new TestDocuments(() => document), new() { Clock = _clock });
        await resolver.ResolveAsync(Did);
        document = null;
        _clock.Move(TimeSpan.FromSeconds(6));
        Assert.That((await resolver.ResolveAsync(Did + "#key-2")).Fault.Message, Does.Contain("has no document"));
        Assert.That((await resolver.ResolveAsync(Did + "#key-1")).Keys.Single(), Is.EqualTo(s_key));
    }

    [Test]
    public async Task Documents_and_failures_are_kept_up_to_a_number_and_the_one_not_asked_for_longest_goes()
    {
        TestDocuments source = new(static (address, _) => new(address.Host.StartsWith('f') ? null : Encoding.UTF8.GetBytes(TestDocuments.Of("did:web:" + address.Host, s_key))));
        DidResolver resolver = new(source, new() { Clock = _clock, MaxCachedDocuments = 3 });
        foreach (string host in (string[])["a", "b", "c", "a", "d"]) await resolver.ResolveAsync($"did:web:{host}.example");
        for (int i = 0; i < 50; i++) await resolver.ResolveAsync($"did:web:f{i}.example");
        Assert.That(resolver.Cached, Is.EqualTo((3, 3, 0)), "failures drive no document out");
        int before = source.Asked.Length;
        foreach (string host in (string[])["a", "c", "d"]) await resolver.ResolveAsync($"did:web:{host}.example");
        Assert.That(source.Asked, Has.Length.EqualTo(before));
        await resolver.ResolveAsync("did:web:b.example");
        Assert.That(source.Asked, Has.Length.EqualTo(before + 1));
        DidResolver none = new(source, new() { Clock = _clock, MaxCachedDocuments = 0 });
        for (int i = 0; i < 3; i++) Assert.That((await none.ResolveAsync("did:web:a.example")).Keys, Has.Count.EqualTo(1));
        Assert.That((source.Asked.Length, none.Cached), Is.EqualTo((before + 4, (0, 0, 0))));
    }

    [Test]
    public async Task Callers_at_the_same_time_share_one_fetch()
    {
        TaskCompletionSource<ReadOnlyMemory<byte>?> answer = new();
        TestDocuments source = new((_, _) => new(answer.Task));
        DidResolver resolver = new(source, new() { Clock = _clock });
        Task<KeyResolution>[] waiting = [.. Enumerable.Range(0, 50).Select(i => Task.Run(() => resolver.ResolveAsync(i % 2 == 0 ? Did : Did + "#key-1").AsTask()))];
        SpinWait.SpinUntil(() => source.Asked.Length > 0);
        Assert.That(resolver.Cached.Fetches, Is.EqualTo(1));
        answer.SetResult(Encoding.UTF8.GetBytes(TestDocuments.Of(Did, s_key)));
        foreach (KeyResolution found in await Task.WhenAll(waiting)) Assert.That(found.Keys.Single(), Is.EqualTo(s_key));
        Assert.That((source.Asked.Length, resolver.Cached), Is.EqualTo((1, (1, 0, 0))));
    }

    [Test]
    public async Task One_caller_who_gives_up_does_not_fail_the_others()
    {
        TaskCompletionSource<ReadOnlyMemory<byte>?> answer = new();
        CancellationToken seen = default;
        TestDocuments source = new((_, token) =>
        {
            seen = token;
            return new(answer.Task);
        });
        DidResolver resolver = new(source, new() { Clock = _clock });
        using CancellationTokenSource first = new();
        Task<KeyResolution> leaving = resolver.ResolveAsync(Did, first.Token).AsTask(), staying = resolver.ResolveAsync(Did).AsTask();
        await first.CancelAsync();
        Assert.That(async () => await leaving, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((seen.IsCancellationRequested, staying.IsCompleted), Is.EqualTo((false, false)));
        answer.SetResult(Encoding.UTF8.GetBytes(TestDocuments.Of(Did, s_key)));
        Assert.That((await staying).Keys.Single(), Is.EqualTo(s_key));
        Assert.That(source.Asked, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task When_all_give_up_the_fetch_is_stopped_and_leaves_no_failure_behind()
    {
        int asked = 0;
        TaskCompletionSource stopped = new();
        TestDocuments source = new(async (_, token) =>
        {
            if (Interlocked.Increment(ref asked) > 1) return Encoding.UTF8.GetBytes(TestDocuments.Of(Did, s_key));
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                stopped.TrySetResult();
            }
            return null;
        });
        DidResolver resolver = new(source, new() { Clock = _clock });
        using CancellationTokenSource give = new();
        Task<KeyResolution>[] leaving = [.. Enumerable.Range(0, 3).Select(_ => resolver.ResolveAsync(Did, give.Token).AsTask())];
        await give.CancelAsync();
        foreach (Task<KeyResolution> task in leaving) Assert.That(async () => await task, Throws.InstanceOf<OperationCanceledException>());
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That((await resolver.ResolveAsync(Did)).Keys.Single(), Is.EqualTo(s_key));
        Assert.That((asked, resolver.Cached), Is.EqualTo((2, (1, 0, 0))));
        Assert.That(async () => await resolver.ResolveAsync(Did, give.Token), Throws.InstanceOf<OperationCanceledException>(), "whoever gave up is told nothing");
    }

    [Test]
    public async Task A_source_that_blocks_before_it_waits_blocks_nobody()
    {
        using ManualResetEventSlim end = new();
        TestDocuments source = new((_, _) =>
        {
            end.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
            return default;
        });
        DidResolver resolver = new(source, new() { FetchTimeout = TimeSpan.FromMilliseconds(50) });
        Task<KeyResolution> pending = resolver.ResolveAsync(Did).AsTask();
        Assert.That((await pending.WaitAsync(TimeSpan.FromSeconds(10))).Fault.Message, Does.Contain("in time"));
        end.Set();
    }

    [Test]
    public async Task A_source_that_never_answers_is_given_up_even_if_it_does_not_listen([Values] bool listens)
    {
        CancellationToken seen = default;
        TestDocuments source = new((_, token) =>
        {
            seen = token;
            return new(listens ? Forever(token) : new TaskCompletionSource<ReadOnlyMemory<byte>?>().Task);
        });
        DidResolver resolver = new(source, new() { FetchTimeout = TimeSpan.FromMilliseconds(50) });
        KeyResolution refused = await resolver.ResolveAsync(Did).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(refused.Fault.Message, Does.Contain("in time"));
        Assert.That(() => seen.IsCancellationRequested, Is.True.After(5000, 10), "it is told to stop");
        static async Task<ReadOnlyMemory<byte>?> Forever(CancellationToken token)
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        }
    }
}
