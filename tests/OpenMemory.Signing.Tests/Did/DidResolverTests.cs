using System.Text.Json;

namespace OpenMemory.Signing.Tests;

/// <summary>From a <c>kid</c> to keys, and why there are none (OMS-9.3-1, OMS-12.2-1, OMS-12.2-2).</summary>
[TestFixture]
public sealed class DidResolverTests
{
    private const string Did = "did:web:example.com";

    private static readonly VerificationKey s_key = DidKey.Parse("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");

    [Test]
    public async Task A_did_key_is_resolved_without_a_source()
    {
        foreach (JsonElement row in Vectors.Rows("did-key"))
        {
            string did = row.GetProperty("did").GetString()!;
            foreach (string keyId in (string[])[did, did, $"{did}#{did[8..]}"])
            {
                KeyResolution found = await DidResolver.KeysOnly.ResolveAsync(keyId);
                Assert.That((found.Did, found.Keys.Single(), found.Fault.IsFault), Is.EqualTo((did, DidKey.Parse(did), false)));
            }
        }
    }

    [Test]
    public void A_did_key_that_was_seen_costs_nothing_more()
    {
        DidResolver resolver = new();
        string did = s_key.ToString();
        int completed = 0;
        Assert.That(Allocations.Of(() => completed += IsAtOnce(resolver.ResolveAsync(did)) ? 1 : 0), Is.Zero);
        Assert.That(completed, Is.GreaterThan(Allocations.Times));
        static bool IsAtOnce(ValueTask<KeyResolution> task) => task.IsCompletedSuccessfully;
    }

    [Test]
    public async Task A_stream_of_names_without_end_does_not_fill_memory()
    {
        DidResolver resolver = new();
        byte[] seed = new byte[32];
        WeakReference[] seen = new WeakReference[800];
        for (int i = 0; i < seen.Length; i++)
        {
            BitConverter.TryWriteBytes(seed, i);
            using SigningKey key = SigningKey.FromEd25519Seed(seed);
            seen[i] = new((await resolver.ResolveAsync(key.KeyId)).Keys[0]);
        }
        GC.Collect();
        Assert.That(seen.Count(static key => key.IsAlive), Is.InRange(1, 257));
        Assert.That(s_key, Is.EqualTo((await resolver.ResolveAsync(s_key.ToString())).Keys.Single()));
    }

    [TestCase("", OmsErrorCode.Corrupt, "not a DID")]
    [TestCase("alice", OmsErrorCode.Corrupt, "not a DID")]
    [TestCase("did:", OmsErrorCode.Corrupt, "not a DID")]
    [TestCase("did:example", OmsErrorCode.Corrupt, "not a DID")]
    [TestCase("did:example:", OmsErrorCode.Corrupt, "not a DID")]
    [TestCase("did:Example:1", OmsErrorCode.Corrupt, "not a DID")]
    [TestCase("https://example.com", OmsErrorCode.Corrupt, "not a DID")]
    [TestCase("did:ethr:0xb9c5714089478a327f09197987f16f9e5d936e8a", OmsErrorCode.NotSupported, "method ethr ")]
    [TestCase("did:example:1#key", OmsErrorCode.NotSupported, "method example ")]
    [TestCase("did:keys:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", OmsErrorCode.NotSupported, "method keys ")]
    [TestCase("did:web:example.com", OmsErrorCode.NotSupported, "for want of a source")]
    [TestCase("did:key:z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW", OmsErrorCode.NotSupported, "X25519")]
    [TestCase("did:key:z6Mk0", OmsErrorCode.Corrupt, "Base58")]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#key-1", OmsErrorCode.Corrupt, "fragment")]
    public async Task What_cannot_be_resolved_is_told(string keyId, OmsErrorCode code, string message)
    {
        for (int again = 0; again < 2; again++)
        {
            KeyResolution refused = await DidResolver.KeysOnly.ResolveAsync(keyId);
            Assert.That((refused.Keys.Count, refused.Did, refused.Fault.Code), Is.EqualTo((0, keyId.Split('#')[0], code)), refused.Fault.ToString());
            Assert.That(refused.Fault.Message, Does.Contain(message));
        }
    }

    [Test]
    public async Task A_name_without_end_is_refused_at_once()
    {
        KeyResolution refused = await DidResolver.KeysOnly.ResolveAsync("did:web:" + new string('a', 5_000_000));
        Assert.That((refused.Did.Length, refused.Fault.Code), Is.EqualTo((4096, OmsErrorCode.Corrupt)));
    }

    [Test]
    public async Task A_did_web_is_read_from_its_document_over_https_and_only_on_demand()
    {
        TestDocuments source = new(static () => TestDocuments.Of(Did, s_key));
        DidResolver resolver = new(source);
        Assert.That(source.Asked, Is.Empty);
        await resolver.ResolveAsync(s_key.ToString());
        Assert.That(source.Asked, Is.Empty, "a did:key needs none");
        foreach (string keyId in (string[])[Did, Did + "#key-1"])
        {
            KeyResolution found = await resolver.ResolveAsync(keyId);
            Assert.That((found.Did, found.Keys.Single(), found.Fault.IsFault), Is.EqualTo((Did, s_key, false)));
        }
        Assert.That(source.Asked, Is.EqualTo(new[] { "https://example.com/.well-known/did.json" }));
        KeyResolution path = await new DidResolver(new TestDocuments(static () => TestDocuments.Of(Did + "%3A8443:a", s_key))).ResolveAsync(Did + "%3A8443:a#key-1");
        Assert.That(path.Keys.Single(), Is.EqualTo(s_key));
    }

    [Test]
    public async Task A_private_host_is_not_asked_unless_it_is_allowed()
    {
        TestDocuments source = new(static () => TestDocuments.Of("did:web:localhost%3A8443", s_key));
        KeyResolution refused = await new DidResolver(source).ResolveAsync("did:web:localhost%3A8443");
        Assert.That((refused.Fault.Code, refused.Fault.Rule, source.Asked.Length), Is.EqualTo((OmsErrorCode.NotSupported, "OMS-12.2-2", 0)));
        KeyResolution allowed = await new DidResolver(source, new DidWebOptions { AllowPrivateHosts = true }).ResolveAsync("did:web:localhost%3A8443");
        Assert.That((allowed.Keys.Single(), source.Asked.Single()), Is.EqualTo((s_key, "https://localhost:8443/.well-known/did.json")));
    }

    [TestCase("did:web:example.com#", "fragment")]
    [TestCase("did:web:example.com/path#key-1", "host")]
    [TestCase("did:web:example.com?versionId=1#key-1", "host")]
    [TestCase("did:web:", "host")]
    public async Task A_broken_did_web_is_not_asked_for(string keyId, string message)
    {
        TestDocuments source = new(static () => TestDocuments.Of(Did, s_key));
        KeyResolution refused = await new DidResolver(source).ResolveAsync(keyId);
        Assert.That((refused.Fault.Code, source.Asked.Length), Is.EqualTo((OmsErrorCode.Corrupt, 0)));
        Assert.That(refused.Fault.Message, Does.Contain(message));
    }

    [Test]
    public async Task A_document_that_is_absent_too_long_or_malformed_gives_no_key()
    {
        Assert.That((await Fault(static () => null)).ToString(), Does.Contain("has no document"));
        Assert.That((await Fault(static () => "")).ToString(), Does.Contain("has no document"));
        Assert.That((await Fault(static () => "<html>")).Code, Is.EqualTo(OmsErrorCode.Corrupt));
        Assert.That((await Fault(static () => TestDocuments.Of("did:web:other.example", s_key))).Code, Is.EqualTo(OmsErrorCode.Integrity));
        string document = TestDocuments.Of(Did, s_key);
        DidWebOptions exact = new() { MaxDocumentBytes = document.Length };
        Assert.That((await new DidResolver(new TestDocuments(() => document), exact).ResolveAsync(Did)).Keys, Has.Count.EqualTo(1));
        KeyResolution refused = await new DidResolver(new TestDocuments(() => document + " "), exact).ResolveAsync(Did);
        Assert.That(refused.Fault.Message, Does.Contain("too long"));
        static async Task<OmsFault> Fault(Func<string?> text) => (await new DidResolver(new TestDocuments(text)).ResolveAsync(Did)).Fault;
    }

    [Test]
    public async Task What_a_source_throws_becomes_a_fault_that_tells_none_of_its_text([Values] bool atOnce)
    {
        foreach (Exception thrown in (Exception[])[new HttpRequestException("token=secret"), new OperationCanceledException("secret"), new InvalidOperationException("secret")])
        {
            TestDocuments source = new((_, _) => atOnce ? throw thrown : new(Task.FromException<ReadOnlyMemory<byte>?>(thrown)));
            KeyResolution refused = await new DidResolver(source).ResolveAsync(Did);
            Assert.That((refused.Keys.Count, refused.Fault.Code), Is.EqualTo((0, OmsErrorCode.NotSupported)));
            Assert.That(refused.Fault.ToString(), Does.Contain("could not be fetched").And.Not.Contain("secret"));
        }
    }

    [Test]
    public void What_was_found_does_not_change_with_the_list_it_came_in()
    {
        List<VerificationKey> keys = [TestKeys.Ed.PublicKey];
        KeyResolution resolution = KeyResolution.Found("did:web:example.com", keys);
        keys[0] = TestKeys.OtherEd.PublicKey;
        Assert.That(resolution.Keys, Is.EqualTo(new[] { TestKeys.Ed.PublicKey }));
        Assert.That(() => KeyResolution.Found("did:web:example.com", [TestKeys.Ed.PublicKey, null!]), Throws.ArgumentException);
    }

    [Test]
    public void Options_are_checked()
    {
        TestDocuments source = new(static () => null);
        foreach (DidWebOptions wrong in (DidWebOptions[])[new() { CacheLifetime = TimeSpan.FromTicks(-1) }, new() { MaxCachedDocuments = -1 }, new() { MaxDocumentBytes = 0 },
            new() { FetchTimeout = TimeSpan.Zero }, new() { FetchTimeout = TimeSpan.FromDays(2) }])
            Assert.That(() => new DidResolver(source, wrong), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => KeyResolution.Found(Did, []), Throws.ArgumentException);
        Assert.That(() => KeyResolution.Unresolvable(Did, default), Throws.ArgumentException);
    }
}
