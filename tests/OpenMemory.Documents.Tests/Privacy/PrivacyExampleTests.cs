using OpenMemory.Disclosure;
using OpenMemory.Erasure;
using OpenMemory.Store;

namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/privacy.md run, and what the document says of them is so.</summary>
[TestFixture]
internal sealed class PrivacyExampleTests
{
    [Test]
    public async Task A_person_gets_what_is_about_them_and_what_was_not_looked_at_is_said()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        await using InMemoryGrainStore store = new(new() { KeyRing = ring });
        await store.AddAsync(Fact("customer-456", "prefers", "tea"));
        await store.AddSealedAsync(Fact("customer-456", "ordered", "a lamp"), "customer-456");
        byte[] odd = Fact("customer-456", "has", "a peer's bit").ToBlob().Span.ToArray();
        odd[1] |= 0x20;
        await store.ReceiveAsync([new(odd, new() { Mode = ReadingMode.Compatible })]);
        await store.AddAsync(Fact("office", "heard", "customer-456 will call again"));
        await store.AddAsync(Fact("customer-789", "prefers", "coffee"));
        (SubjectReport report, List<string> copy) = await PrivacyExamples.Report(store);
        Assert.That(report.Matches, Has.Count.EqualTo(4));
        Assert.That(copy, Has.Count.EqualTo(4).And.All.Contains("customer-456"), "sealed and odd ones included");
        Assert.That(report.Limits.Select(static limit => limit.Kind), Does.Contain(SubjectLimitKind.MetadataNotSearched));
    }

    [Test]
    public async Task An_erasure_says_what_it_left()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        await using InMemoryGrainStore store = new(new() { KeyRing = ring });
        await store.AddAsync(Fact("customer-456", "prefers", "tea"));
        ContentAddress closed = await store.AddSealedAsync(Fact("customer-456", "ordered", "a lamp"), "customer-456");
        ContentAddress held = await store.AddAsync(Fact("customer-456", "sued", "us") with { InvalidationPolicy = new() { Mode = "hold" } });
        SubjectErasure erasure = await PrivacyExamples.Erase(store);
        Assert.That(erasure.Held, Is.EqualTo((ContentAddress[])[held]));
        Assert.That((erasure.Erased.Count, erasure.IsComplete), Is.EqualTo((2, false)));
        Assert.That(erasure.Limits.Select(static limit => limit.Kind), Does.Contain(SubjectLimitKind.Held).And.Contain(SubjectLimitKind.MentionsNotSearched));
        Assert.That(await store.ExistsAsync(closed), Is.False);
    }

    [Test]
    public void A_hidden_city_is_found_by_trying_and_the_estimate_says_so_before()
    {
        (string? found, ElisionRisk risk) = PrivacyExamples.Guess(Fact("customer-456", "lives_in", "Hamburg").ToBlob());
        Assert.That(found, Is.EqualTo("Hamburg"));
        Assert.That(risk.Risk, Is.EqualTo(GuessRisk.High));
        Assert.That(risk.GuessBits, Is.EqualTo(14).Within(1), "as the document says");
    }

    [Test]
    public void What_is_withheld_leaves_no_hash()
    {
        DisclosurePolicy policy = PrivacyExamples.Withhold();
        Assert.That(policy.Apply(Fact("customer-456", "lives_in", "Hamburg").ToBlob()).Decision.Action, Is.EqualTo(DisclosureAction.Withhold));
        Assert.That(policy.Apply(Fact("customer-456", "opened", "a ticket").ToBlob()).Decision.Action, Is.EqualTo(DisclosureAction.Disclose));
    }

    [Test]
    public void A_sealed_grain_shows_its_header_and_whose_it_is_only_as_a_token()
    {
        using MasterKeySet masters = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new();
        using UserKeyRing ring = new(masters, salts);
        GrainBlob first = Fact("customer-456", "prefers", "tea").ToBlob(), second = Fact("customer-456", "lives_in", "Hamburg").ToBlob();
        (GrainHeader kept, GrainHeader blank, bool isLinked) = PrivacyExamples.Headers(ring, first, second);
        Assert.That((kept.Type, kept.NamespaceHash, kept.CreatedAtSeconds), Is.EqualTo((GrainType.Fact, first.Header.NamespaceHash, first.Header.CreatedAtSeconds)));
        Assert.That((blank.Type, blank.NamespaceHash, blank.CreatedAtSeconds), Is.EqualTo((GrainType.Fact, (ushort)0, 0u)));
        Assert.That(isLinked, Is.True);
    }

    private static Fact Fact(string subject, string relation, string value) => new()
    {
        Subject = subject, Relation = relation, Object = value, Confidence = 0.9, CreatedAt = 1768471200000, Namespace = "crm",
    };
}
