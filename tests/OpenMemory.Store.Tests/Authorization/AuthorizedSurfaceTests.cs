using System.Collections;
using System.Reflection;
using OpenMemory.Erasure;

namespace OpenMemory.Store.Tests;

/// <summary>
/// No member of the protocol is forgotten: whoever has no grant is told nothing by any of them, and changes nothing (OMS-12.6.4-2). Members are
/// found by reflection, so that a new one fails until somebody says what it tells.
/// </summary>
[TestFixture]
public sealed class AuthorizedSurfaceTests
{
    private static readonly byte[] s_content = [1, 2, 3];

    [TestCaseSource(nameof(Members))]
    public async Task Nothing_is_told_or_changed_by(string interfaceName, string member, int parameters)
    {
        await using AuthorizedFixture fixture = await AuthorizedFixture.OpenAsync();
        await fixture.Owner.Content.PutAsync(s_content);
        await fixture.Owner.Metadata.PutAsync("app:a", "1");
        await fixture.Owner.AddAsync(AuthorizedFixture.Fact("caller", "held") with { InvalidationPolicy = new() { Mode = "hold" } });
        (await fixture.Owner.VerifyAsync(fixture.Shared)).Require();
        await MakeDueAsync(fixture.Owner);
        StoreStatistics before = await fixture.Owner.GetStatisticsAsync();
        (object target, Type type) = interfaceName switch
        {
            nameof(IGrainStore) => ((object)fixture.Store, typeof(IGrainStore)),
            nameof(IMetadataTable) => (fixture.Store.Metadata, typeof(IMetadataTable)),
            _ => (fixture.Store.Content, typeof(IContentTable)),
        };
        MethodInfo method = type.GetMethods().Single(method => method.Name == member && method.GetParameters().Length == parameters);
        object?[] arguments = [.. method.GetParameters().Select(parameter => Argument(parameter, fixture))];
        object? answer;
        try
        {
            answer = await Await(method.Invoke(target, arguments)!);
        }
        catch (WriteRefusedException refused) when (method.Name == nameof(IMetadataTable.PutAsync))
        {
            answer = refused.Result;
        }
        Assert.That(TellsNothing(answer), Is.True, $"{answer}");
        Assert.That(await fixture.Owner.GetStatisticsAsync(), Is.EqualTo(before));
        Assert.That(await fixture.Owner.Metadata.GetAsync("app:a"), Is.EqualTo("1"));
    }

    [Test]
    public void The_same_members_do_tell_something_to_their_owner() =>
        Assert.That(TellsNothing(new StoredGrain(AuthorizedFixture.Fact("a", "b").ToBlob(), Supersession.IndexEntry.Default, 0)), Is.False, "the judgement is able to fail");

    /// <summary>A withdrawn Consent and a grain that rests on it.</summary>
    private static async Task MakeDueAsync(InMemoryGrainStore owner)
    {
        Consent consent = new() { SubjectDid = "did:key:z6Mk", GranteeDid = "did:key:z6Ml", Scope = ["store"], IsWithdrawal = false, CreatedAt = GrantSamples.Time };
        ContentAddress given = await owner.AddAsync(consent);
        Fact resting = AuthorizedFixture.Fact("caller", "resting") with { ProcessingBasis = given.ToString(), InvalidationPolicy = new() { Mode = "consent_cascade" } };
        await owner.AddAsync(resting);
        await owner.ReplaceAsync(given, consent with { IsWithdrawal = true, PriorConsent = given.ToString(), CreatedAt = GrantSamples.Time.Value + 1 });
        Assert.That((await owner.CascadeConsentAsync()).Due, Has.Count.EqualTo(1));
    }

    private static IEnumerable<object[]> Members() =>
        from type in new[] { typeof(IGrainStore), typeof(IMetadataTable), typeof(IContentTable) }
        from method in type.GetMethods()
        where !method.IsSpecialName
        select new object[] { type.Name, method.Name, method.GetParameters().Length };

    private static object? Argument(ParameterInfo parameter, AuthorizedFixture fixture) => parameter.ParameterType switch
    {
        { } type when type == typeof(ContentAddress) => fixture.Caller,
        { } type when type == typeof(IReadOnlyList<ContentAddress>) => new[] { fixture.Caller, fixture.Nowhere },
        { } type when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "new") with { DerivedFrom = [fixture.Caller] })),
        { } type when type == typeof(IReadOnlyList<ReadOnlyMemory<byte>>) => new ReadOnlyMemory<byte>[] { AuthorizedFixture.Bytes(AuthorizedFixture.Fact(null, "new")) },
        { } type when type == typeof(GrainQuery) => new GrainQuery { Status = GrainStatus.Any },
        { } type when type == typeof(GrainSearch) => new GrainSearch { Text = "pat" },
        { } type when type == typeof(ReadOnlyMemory<float>) => new ReadOnlyMemory<float>([1f]),
        { } type when type == typeof(IReadOnlyList<ReceivedBytes>) => new ReceivedBytes[] { new(AuthorizedFixture.Bytes(AuthorizedFixture.Fact("caller", "new"))) },
        { } type when type == typeof(IReadOnlyList<IndexStatement>) => new IndexStatement[] { new(fixture.Caller, IndexState.Default) },
        { } type when type == typeof(RetentionPolicy) => new RetentionPolicy(new RetentionRule { Name = "everything", RemoveAfter = TimeSpan.Zero }),
        { } type when type == typeof(CasUri) => new CasUri(ContentAddress.Compute(s_content)),
        { } type when type == typeof(string) => parameter.Name switch { "identity" => "pat", "key" => "app:a", "prefix" => "", "expected" => "1", _ => "2" },
        { } type when type == typeof(bool) => parameter.Name == "run",
        { } type when type == typeof(long) => 0L,
        { } type when type == typeof(CancellationToken) => CancellationToken.None,
        _ when parameter.HasDefaultValue => null,
        _ => throw new NotSupportedException($"{parameter.Name}: say what to ask with"),
    };

    private static async Task<object?> Await(object returned)
    {
        Type type = returned.GetType();
        if (type.GetMethod("AsTask") is { } asTask)
        {
            Task task = (Task)asTask.Invoke(returned, null)!;
            await task;
            return task.GetType().GetProperty("Result")?.GetValue(task);
        }
        return returned switch
        {
            IAsyncEnumerable<StoredGrain> grains => await Take(grains),
            IAsyncEnumerable<GrainChange> changes => await Take(changes),
            IAsyncEnumerable<AuditEntry> entries => await Take(entries),
            _ => throw new NotSupportedException($"{type}: say how to read it"),
        };
    }

    private static async Task<List<object?>> Take<T>(IAsyncEnumerable<T> items)
    {
        List<object?> all = [];
        await foreach (T item in items) all.Add(item);
        return all;
    }

    /// <summary>Whether an answer is the one that an empty memory would give, or a refusal.</summary>
    private static bool TellsNothing(object? answer) => answer switch
    {
        null or false => true,
        WriteResult result => result.Outcome is WriteOutcome.NotAuthorized or WriteOutcome.NotFound && result.Head is null,
        GrainPage page => page is { Results.Count: 0, Total: 0, NextCursor: null },
        StoreStatistics statistics => statistics == default,
        SubjectReport report => report.Matches.Count == 0 && !report.IsComplete,
        SubjectErasure erasure => erasure.Erased.Count == 0 && erasure.Held.Count == 0 && !erasure.IsComplete && erasure.Receipt is null,
        ConsentCascade cascade => cascade.Due.Count == 0 && cascade.Erased == 0,
        RetentionReport report => report is { IsRefused: true, Rules.Count: 0, Unreadable: 0 },
        IndexMergeResult merge => !merge.IsChanged && merge.Refusal.IsFault && merge.Entry == Supersession.IndexEntry.Default,
        IEnumerable items and not string => items.Cast<object?>().All(TellsNothing),
        _ => answer.GetType().Name == "VoidTaskResult",
    };
}
