using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

/// <summary>A memory with grains of several namespaces, its owner, and a principal who has what the test grants.</summary>
internal sealed class AuthorizedFixture : IAsyncDisposable
{
    internal const string Bot = "agent:bot";

    private readonly ManualClock _clock = new(GrantSamples.Time.Value);

    private AuthorizedFixture()
    {
        Owner = new(new() { Clock = _clock });
        Grants = new(Owner, _clock);
        Store = new(Owner, Bot, _clock);
    }

    internal InMemoryGrainStore Owner { get; }

    internal Grants Grants { get; }

    internal AuthorizedGrainStore Store { get; }

    /// <summary>Grains in <c>caller</c>, in <c>secret</c>, without a namespace, and in <c>shared</c>.</summary>
    internal ContentAddress Caller { get; private set; }

    internal ContentAddress Secret { get; private set; }

    internal ContentAddress Nowhere { get; private set; }

    internal ContentAddress Shared { get; private set; }

    internal static async Task<AuthorizedFixture> OpenAsync(params string[] grants)
    {
        AuthorizedFixture fixture = new();
        fixture.Caller = await fixture.Owner.AddAsync(Fact("caller", "caller"));
        fixture.Secret = await fixture.Owner.AddAsync(Fact("secret", "secret"));
        fixture.Nowhere = await fixture.Owner.AddAsync(Fact(null, "nowhere"));
        fixture.Shared = await fixture.Owner.AddAsync(Fact("shared", "shared"));
        foreach (string grant in grants) await fixture.GrantAsync(grant);
        return fixture;
    }

    internal static Fact Fact(string? space, string text) => new()
    {
        Subject = "pat", Relation = "says", Object = text, Confidence = 0.5, Namespace = space, CreatedAt = GrantSamples.Time,
    };

    internal static byte[] Bytes(Grain grain) => grain.ToBlob().Memory.ToArray();

    internal async Task<ContentAddress> GrantAsync(string text) => (await Grants.GrantAsync(Bot, GrantSamples.Parse(text), "user:owner")).Require();

    internal async Task<string[]> TextsAsync(GrainQuery query) =>
        [.. (await Store.QueryAsync(query)).Results.Select(static hit => hit.Grain.ToGrain().Object.AsText()).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Owner.DisposeAsync();
    }
}
