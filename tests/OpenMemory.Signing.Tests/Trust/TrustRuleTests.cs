namespace OpenMemory.Signing.Tests;

/// <summary>What a policy says of one grain, and why (OMS-9.3-2, OMS-3.1-5).</summary>
[TestFixture]
public sealed class TrustRuleTests
{
    private static readonly string s_ed = TestKeys.Ed.KeyId, s_other = TestKeys.OtherEd.KeyId, s_p = TestKeys.P.KeyId;

    [Test]
    public async Task Every_verified_signer_is_trusted_by_default_and_nothing_else()
    {
        GrainBlob signed = TestKeys.Signed(TestKeys.Ed);
        byte[] broken = [.. signed.Delivered.Span[..^1], (byte)(signed.Delivered.Span[^1] ^ 1)];
        byte[] unknown = TestKeys.Envelope(TestKeys.Ed, TestKeys.Header(0x27, "did:web:example.com"), signed.Span.ToArray());
        Assert.That(await Verdict(TrustPolicy.SignedOnly, signed), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(TrustPolicy.SignedOnly, broken), Is.EqualTo(TrustVerdict.SignatureInvalid));
        Assert.That(await Verdict(TrustPolicy.SignedOnly, unknown), Is.EqualTo(TrustVerdict.KeyUnresolvable));
        Assert.That(await Verdict(TrustPolicy.SignedOnly, signed.Span.ToArray()), Is.EqualTo(TrustVerdict.Malformed), "without its envelope");
        Assert.That(await Verdict(TrustPolicy.SignedOnly, []), Is.EqualTo(TrustVerdict.Malformed));
        Assert.That(await Verdict(TrustPolicy.SignedOnly, Unsigned()), Is.EqualTo(TrustVerdict.Unsigned));
        Assert.That(await Verdict(TrustPolicy.SignedOnly, Sealed()), Is.EqualTo(TrustVerdict.Unsigned));
    }

    [Test]
    public async Task Signers_are_those_who_are_named()
    {
        TrustPolicy policy = TrustPolicy.From(s_ed, s_p);
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed)), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.P)), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.OtherEd)), Is.EqualTo(TrustVerdict.SignerNotListed));
        Assert.That(await Verdict(TrustPolicy.From(), TestKeys.Signed(TestKeys.Ed)), Is.EqualTo(TrustVerdict.SignerNotListed));
    }

    [TestCase(SignatureAlgorithm.EdDsa, TrustVerdict.Trusted, TrustVerdict.AlgorithmNotAllowed)]
    [TestCase(SignatureAlgorithm.Ed25519, TrustVerdict.Trusted, TrustVerdict.AlgorithmNotAllowed)]
    [TestCase(SignatureAlgorithm.Es256, TrustVerdict.AlgorithmNotAllowed, TrustVerdict.Trusted)]
    public async Task Algorithms_are_those_that_are_named_and_Ed25519_has_two_names(SignatureAlgorithm allowed, TrustVerdict ed, TrustVerdict p)
    {
        TrustPolicy policy = new(new TrustRule { Algorithms = [allowed] });
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed)), Is.EqualTo(ed));
        Assert.That(await Verdict(policy, TestKeys.Signed(SigningKey.FromEd25519Seed(TestKeys.Seed(1), algorithm: SignatureAlgorithm.Ed25519))), Is.EqualTo(ed));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.P)), Is.EqualTo(p));
    }

    [Test]
    public async Task Unsigned_grains_are_trusted_where_that_is_said_and_broken_ones_never()
    {
        TrustPolicy policy = new(new TrustRule { AllowUnsigned = true, Signers = [s_ed] });
        Assert.That(await Verdict(policy, Unsigned()), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed)), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.OtherEd)), Is.EqualTo(TrustVerdict.SignerNotListed));
        byte[] broken = TestKeys.Signed(TestKeys.Ed).Delivered.ToArray();
        broken[^1] ^= 1;
        Assert.That(await Verdict(policy, broken), Is.EqualTo(TrustVerdict.SignatureInvalid));
    }

    [Test]
    public async Task The_signer_may_have_to_be_the_author()
    {
        TrustPolicy policy = new(new TrustRule { SignerMustBeAuthor = true });
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed, author: s_ed)), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed, author: s_other)), Is.EqualTo(TrustVerdict.SignerNotAuthor));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed)), Is.EqualTo(TrustVerdict.SignerNotAuthor), "nobody is named");
    }

    /// <summary>A type without a schema keeps raw keys: where both stand, nobody knows which one readers take (OMS-9.3-3).</summary>
    [Test]
    public async Task A_custom_grain_with_two_authors_has_none()
    {
        TrustPolicy policy = new(new TrustRule { SignerMustBeAuthor = true });
        CustomGrain grain = new(0xf3) { IsSigned = true, Map = new([new("t", "mine"), new("ca", 1), new("adid", s_ed)]) };
        CustomGrain two = grain with { Map = new([new("t", "mine"), new("ca", 1), new("adid", s_ed), new("author_did", s_other)]) };
        Assert.That(await Verdict(policy, GrainSigning.Sign(grain.ToBlob(), TestKeys.Ed)), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(policy, GrainSigning.Sign(two.ToBlob(), TestKeys.Ed)), Is.EqualTo(TrustVerdict.SignerNotAuthor));
    }

    [TestCase("agent:authz", "exact")]
    [TestCase("agent:authz:more", "agent:")]
    [TestCase("agent:", "agent:")]
    [TestCase("agent:skills:x", "agent:skills:")]
    [TestCase("agent", "fallback")]
    [TestCase("Agent:authz", "fallback")]
    [TestCase("", "shared")]
    [TestCase("shared", "shared")]
    [TestCase("caf\u00e9", "coffee")]
    public void The_rule_is_that_of_the_nearest_name(string name, string expected)
    {
        Dictionary<string, TrustRule> rules = new() { ["exact"] = new(), ["agent:"] = new(), ["agent:skills:"] = new(), ["shared"] = new(), ["coffee"] = new(), ["fallback"] = new() };
        TrustPolicy policy = new(rules["fallback"], [
            new("agent:*", rules["agent:"]), new("agent:authz", rules["exact"]), new("agent:skills:*", rules["agent:skills:"]), new("shared", rules["shared"]),
            new("cafe\u0301", rules["coffee"]),
        ]);
        Assert.That(rules.Single(rule => ReferenceEquals(rule.Value, policy.RuleFor(name))).Key, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_grain_is_judged_by_the_namespace_of_its_payload()
    {
        TrustPolicy policy = new(new TrustRule { AllowUnsigned = true }, [new("agent:authz", new() { Signers = [s_ed] }), new("trash", TrustRule.Nothing), new("shared", new() { Signers = [s_p] })]);
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed, "agent:authz")), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.OtherEd, "agent:authz")), Is.EqualTo(TrustVerdict.SignerNotListed));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.OtherEd, "elsewhere")), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed, "trash")), Is.EqualTo(TrustVerdict.NamespaceRefused));
        Assert.That(await Verdict(policy, TestKeys.Signed(TestKeys.Ed)), Is.EqualTo(TrustVerdict.SignerNotListed), "without a namespace it is shared");
        byte[] lying = (TestKeys.Fact("agent:authz") with { IsSigned = false }).ToBlob().Span.ToArray();
        TestKeys.Fact("elsewhere").ToBlob().Span[3..5].CopyTo(lying.AsSpan(3));
        Assert.That(await Verdict(policy, lying), Is.EqualTo(TrustVerdict.Unsigned), "the header's hash decides nothing (OMS-3.1-5)");
    }

    /// <summary>
    /// The Compatible mode reads texts that are not in NFC, and fields under their full names: a rule is not evaded by spelling its
    /// namespace otherwise.
    /// </summary>
    [TestCase("ns", "caf\u00e9", TrustVerdict.NamespaceRefused)]
    [TestCase("ns", "cafe\u0301", TrustVerdict.NamespaceRefused)]
    [TestCase("namespace", "cafe\u0301", TrustVerdict.NamespaceRefused)]
    [TestCase("ns", "cafe", TrustVerdict.Trusted)]
    public async Task A_namespace_that_is_not_in_NFC_falls_under_the_same_rule(string key, string name, TrustVerdict expected)
    {
        TrustPolicy policy = new(new TrustRule { AllowUnsigned = true }, [new("caf\u00e9", TrustRule.Nothing)]);
        GrainBlob plain = (TestKeys.Fact() with { IsSigned = false }).ToBlob();
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(name), keyBytes = System.Text.Encoding.UTF8.GetBytes(key);
        byte[] entry = [(byte)(0xa0 | keyBytes.Length), .. keyBytes, (byte)(0xa0 | utf8.Length), .. utf8];
        byte[] blob = [.. plain.Span[..9], (byte)(plain.Span[9] + 1), .. plain.Span[10..], .. entry];
        SignatureVerifier verifier = new() { ReadOptions = new() { Mode = ReadingMode.Compatible } };
        Assert.That(await Verdict(policy, blob, verifier), Is.EqualTo(expected));
    }

    /// <summary>OMS-9.3-2: a check of a status that is none is never taken for that of an unsigned grain.</summary>
    [Test]
    public void A_status_that_is_none_is_not_trusted()
    {
        SignatureCheck check = new() { Status = (SignatureStatus)99, Grain = (TestKeys.Fact() with { IsSigned = false }).ToBlob() };
        Assert.That(new TrustPolicy(new TrustRule { AllowUnsigned = true }).Judge(check), Is.EqualTo(TrustVerdict.Malformed));
        Assert.That(default(TrustFinding).Verdict, Is.Not.EqualTo(TrustVerdict.Trusted), "nor what nobody decided");
    }

    /// <summary>Where the namespace is hidden, every rule would have to trust the grain.</summary>
    [Test]
    public async Task A_hidden_namespace_falls_under_every_rule()
    {
        TrustPolicy strict = new(new TrustRule { AllowUnsigned = true }, [new("agent:authz", new() { Signers = [s_ed] })]);
        TrustPolicy lax = new(new TrustRule { AllowUnsigned = true }, [new("agent:authz", new() { Signers = [s_ed], AllowUnsigned = true })]);
        Fact disclosed = TestKeys.Fact() with
        {
            Elided = new([new("namespace", "sha256:" + new string('0', 64))]), DisclosureOf = "sha256:" + new string('1', 64),
        };
        GrainBlob byEd = GrainSigning.Sign(disclosed.ToBlob(), TestKeys.Ed), byOther = GrainSigning.Sign(disclosed.ToBlob(), TestKeys.OtherEd);
        Assert.That(await Verdict(strict, byEd), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(strict, byOther), Is.EqualTo(TrustVerdict.NamespaceHidden));
        Assert.That(await Verdict(strict, Sealed()), Is.EqualTo(TrustVerdict.NamespaceHidden));
        Assert.That(await Verdict(lax, Sealed()), Is.EqualTo(TrustVerdict.Trusted));
        Assert.That(await Verdict(lax, byOther), Is.EqualTo(TrustVerdict.NamespaceHidden));
    }

    /// <summary>A type without a schema keeps raw keys, and must not slip by under another one.</summary>
    [TestCase("ns", "agent:authz", TrustVerdict.SignerNotListed)]
    [TestCase("ns", "elsewhere", TrustVerdict.Trusted)]
    [TestCase("namespace", "elsewhere", TrustVerdict.NamespaceHidden)]
    [TestCase("x", "elsewhere", TrustVerdict.Trusted)]
    public async Task A_custom_grain_has_a_namespace_too(string key, string name, TrustVerdict expected)
    {
        TrustPolicy policy = new(new TrustRule(), [new("agent:authz", new() { Signers = [s_ed] })]);
        CustomGrain grain = new(0xf3) { IsSigned = true, Map = new([new("t", "mine"), new("ca", 1), new(key, name)]) };
        Assert.That(await Verdict(policy, GrainSigning.Sign(grain.ToBlob(), TestKeys.OtherEd)), Is.EqualTo(expected));
    }

    [Test]
    public void What_is_no_policy_cannot_be_made()
    {
        Assert.That(() => new TrustRule { Signers = ["me"] }, Throws.ArgumentException);
        Assert.That(() => new TrustRule { Signers = [s_ed + "#k"] }, Throws.ArgumentException);
        foreach (string name in (string[])["", "*", "a*b", "**"]) Assert.That(() => new TrustPolicy(new(), [new(name, new())]), Throws.ArgumentException, name);
        Assert.That(() => new TrustPolicy(new(), [new("caf\u00e9", new()), new("cafe\u0301", new())]), Throws.ArgumentException);
    }

    /// <summary>OMS-12.2-2: a stranger's file must not make us fetch documents for nothing.</summary>
    [Test]
    public async Task Keys_of_signers_whom_no_rule_trusts_are_not_looked_up()
    {
        StubResolver resolver = new(static keyId => DidKey.TryParse(keyId, out VerificationKey? key, out OmsFault fault)
            ? KeyResolution.Found(keyId, key) : KeyResolution.Unresolvable(keyId, fault));
        SignatureVerifier verifier = new(resolver);
        byte[] web = GrainSigning.Sign(TestKeys.Fact().ToBlob(), SigningKey.FromEd25519Seed(TestKeys.Seed(1), "did:web:stranger.example#1")).Delivered.ToArray();
        Assert.That(await Verdict(TrustPolicy.From(s_ed), web, verifier), Is.EqualTo(TrustVerdict.SignerNotListed));
        Assert.That(resolver.Asked, Is.Zero);
        Assert.That(await Verdict(TrustPolicy.From("did:web:stranger.example"), web, verifier), Is.EqualTo(TrustVerdict.KeyUnresolvable));
        Assert.That(await Verdict(TrustPolicy.SignedOnly, web, verifier), Is.EqualTo(TrustVerdict.KeyUnresolvable));
        Assert.That(await Verdict(TrustPolicy.From(s_p), TestKeys.Signed(TestKeys.Ed).Delivered.ToArray(), verifier), Is.EqualTo(TrustVerdict.SignerNotListed));
        Assert.That(resolver.Asked, Is.EqualTo(3));
    }

    private static byte[] Unsigned() => (TestKeys.Fact() with { IsSigned = false }).ToBlob().Span.ToArray();

    private static byte[] Sealed() => [1, 2, 1, 0, 0, 0, 0, 0, 0, 0x80];

    private static Task<TrustVerdict> Verdict(TrustPolicy policy, GrainBlob grain) => Verdict(policy, grain.Delivered.ToArray());

    private static async Task<TrustVerdict> Verdict(TrustPolicy policy, byte[] delivered, SignatureVerifier? verifier = null)
    {
        TrustDecision decision = await new TrustExaminer(policy, verifier).ExamineAsync(delivered);
        Assert.That(decision.Grain is not null, Is.EqualTo(decision.IsTrusted), "a grain is given only where it is trusted");
        Assert.That(policy.Judge(decision.Check), Is.EqualTo(decision.Verdict));
        return decision.Verdict;
    }
}
