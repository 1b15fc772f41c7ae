namespace OpenMemory.Signing.Tests;

/// <summary>Whatever else stands in <c>supersession_auth</c> does not count, and never throws .</summary>
[TestFixture]
public sealed class HostileAuthorizationTests
{
    private static readonly SignatureVerifier s_verifier = new();
    private static readonly ContentAddress s_old = ContentAddress.Compute("the old grain"u8);

    private static Fact Draft => TestKeys.Fact("team") with { IsSigned = false, DerivedFrom = [s_old.ToString()] };

    private static byte[] Valid => SupersessionAuthorization.Sign(s_old, Draft.ToBlob(), TestKeys.Ed);

    [Test]
    public async Task Distinct_signers_count_once_whatever_fragment_they_name()
    {
        using SigningKey one = SigningKey.FromEd25519Seed(TestKeys.Seed(1), "did:web:example.com#a"), two = SigningKey.FromEd25519Seed(TestKeys.Seed(1), "did:web:example.com#b");
        SignatureVerifier verifier = new(new StubResolver(static _ => KeyResolution.Found("did:web:example.com", TestKeys.Ed.PublicKey), later: true));
        GrainBlob grain = With(Sign(one), Sign(two), Sign(one));
        Assert.That(await SupersessionAuthorization.VerifyAsync(s_old, grain, verifier), Is.EqualTo((string[])["did:web:example.com"]));
        static byte[] Sign(SigningKey key) => SupersessionAuthorization.Sign(s_old, Draft.ToBlob(), key);
    }

    [Test]
    public async Task A_changed_grain_an_other_old_one_and_a_foreign_signature_do_not_count()
    {
        byte[] valid = Valid;
        Assert.That(await Signers(With(valid)), Is.EqualTo((string[])[TestKeys.Ed.KeyId]));
        Assert.That(await Signers((Draft with { Object = "light mode", SupersessionAuth = [valid] }).ToBlob()), Is.Empty);
        Assert.That(await SupersessionAuthorization.VerifyAsync(ContentAddress.Compute("another"u8), With(valid), s_verifier), Is.Empty);
        Assert.That(await Signers(With(TestKeys.Signed(TestKeys.Ed).Envelope.ToArray())), Is.Empty, "an envelope around a grain");
        SigningKey forger = TestKeys.OtherEd;
        Assert.That(await Signers(With(Detached(TestKeys.Header(0x27, TestKeys.Ed.KeyId), forger))), Is.Empty, "somebody else's name");
        Assert.That(await Signers(With(Detached(TestKeys.Header(0x26, TestKeys.Ed.KeyId), TestKeys.Ed))), Is.Empty, "an algorithm that does not fit the key");
        Assert.That(await Signers(With(Detached(TestKeys.Header(0x26, TestKeys.P.KeyId), TestKeys.P))), Is.EqualTo((string[])[TestKeys.P.KeyId]));
    }

    private static IEnumerable<TestCaseData> Odd()
    {
        string kid = TestKeys.Ed.KeyId;
        byte[] text = System.Text.Encoding.UTF8.GetBytes(kid);
        static TestCaseData Case(string name, byte[] element) => new TestCaseData(element).SetArgDisplayNames(name);
        yield return Case("no algorithm", Detached([0xa1, 4, .. TestKeys.Bytes(text)]));
        yield return Case("no key id", Detached([0xa1, 1, 0x27]));
        yield return Case("an empty header", Detached([]));
        yield return Case("a critical header", Detached([0xa3, 1, 0x27, 2, 0x81, 4, 4, .. TestKeys.Bytes(text)]));
        yield return Case("an unknown algorithm", Detached([0xa2, 1, 0x38, 36, 4, .. TestKeys.Bytes(text)]));
        yield return Case("algorithm 0", Detached([0xa2, 1, 0, 4, .. TestKeys.Bytes(text)]));
        yield return Case("an algorithm beyond 64 bits", Detached([0xa2, 1, 0x3b, .. Enumerable.Repeat((byte)0xff, 8), 4, .. TestKeys.Bytes(text)]));
        yield return Case("a key id that is no DID", Detached(TestKeys.Header(0x27, "mailto:me@example.com")));
        yield return Case("a key id that is too long", Detached(TestKeys.Header(0x27, "did:web:" + new string('a', 2041))));
        yield return Case("labels out of order", Detached([0xa2, 4, .. TestKeys.Bytes(text), 1, 0x27]));
        yield return Case("a label twice", Detached([0xa3, 1, 0x27, 1, 0x27, 4, .. TestKeys.Bytes(text)]));
        yield return Case("bytes behind the header", Detached([.. TestKeys.Header(0x27, kid), 0]));
        yield return Case("the key id unprotected too", Detached(TestKeys.Header(0x27, kid), unprotected: [0xa1, 4, .. TestKeys.Bytes(text)]));
        yield return Case("an embedded payload", Detached(TestKeys.Header(0x27, kid), payload: TestKeys.Bytes(Message())));
        yield return Case("false for a payload", Detached(TestKeys.Header(0x27, kid), payload: [0xf4]));
        yield return Case("another tag", [0xd3, .. Valid[1..]]);
        yield return Case("bytes behind it", [.. Valid, 0]);
        yield return Case("a longer signature", Longer());
        yield return Case("nothing", []);
        static byte[] Longer()
        {
            byte[] valid = Valid;
            return [.. valid[..^65], 65, .. valid[^64..], 0];
        }
    }

    [TestCaseSource(nameof(Odd))]
    public async Task R_35_Another_form_does_not_count_and_hides_none_beside_it(byte[] element)
    {
        byte[] other = SupersessionAuthorization.Sign(s_old, Draft.ToBlob(), TestKeys.P);
        Assert.That(await Signers(With(element)), Is.Empty);
        Assert.That(await Signers(With(element, other)), Is.EqualTo((string[])[TestKeys.P.KeyId]));
    }

    /// <summary>R-7: a key id may be a text when reading, the tag may be left out, and headers that decide nothing may stand there.</summary>
    [Test]
    public async Task R_7_What_envelopes_allow_is_allowed_here()
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(TestKeys.Ed.KeyId);
        byte[][] forms =
        [
            Valid[1..],
            Detached([0xa2, 1, 0x27, 4, 0x78, (byte)text.Length, .. text]),
            Detached(TestKeys.Header(0x27, TestKeys.Ed.KeyId, "application/x")),
            Detached(TestKeys.Header(0x27, TestKeys.Ed.KeyId), unprotected: [0xa1, 0x63, .. "iat"u8, 0x1a, 0x65, 0x53, 0xf1, 0x00]),
        ];
        foreach (byte[] form in forms) Assert.That(await Signers(With(form)), Is.EqualTo((string[])[TestKeys.Ed.KeyId]), Convert.ToHexStringLower(form));
    }

    [Test]
    public async Task A_flipped_bit_is_never_counted_for_somebody_else()
    {
        byte[] valid = Valid;
        int counted = 0;
        for (int bit = 0; bit < 8 * valid.Length; bit++)
        {
            valid[bit >> 3] ^= (byte)(1 << (bit & 7));
            counted += (await Signers(With(valid))).Count;
            valid[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
        Assert.That(counted, Is.Zero, "nothing in it is unsigned");
        for (int length = 0; length < valid.Length; length++) Assert.That(await Signers(With(valid[..length])), Is.Empty);
    }

    [Test]
    public async Task Elements_of_other_kinds_are_passed_over()
    {
        Fact odd = Draft with { SupersessionAuth = [OmsValue.Null, "text", 5, OmsMap.Empty, new byte[] { 0x84 }, Valid] };
        Assert.That(await Signers(odd.ToBlob()), Is.EqualTo((string[])[TestKeys.Ed.KeyId]));
        GrainBlob text = new CustomGrain(0xf1) { Map = new OmsMap { ["t"] = "mine", ["sa"] = "text" } }.ToBlob();
        Assert.That(await Signers(text), Is.Empty);
        Assert.That(await Signers(Draft.ToBlob()), Is.Empty);
        Assert.That(await Signers(GrainBlob.Parse(Vectors.Hex(Vectors.Rows("sealed")[0], "sealed_hex"))), Is.Empty);
    }

    /// <summary>Only the first 64 elements are looked at, and none that is larger than signatures are; nobody's key is asked for twice.</summary>
    [Test]
    public async Task Work_is_bounded()
    {
        byte[] valid = Valid, large = Detached([0xa3, 1, 0x27, 3, .. TestKeys.Bytes(new byte[5000]), 4, .. TestKeys.Bytes(System.Text.Encoding.UTF8.GetBytes(TestKeys.Ed.KeyId))]);
        Assert.That(await Signers(With(large)), Is.Empty);
        byte[][] junk = [.. Enumerable.Repeat<byte[]>([1], SupersessionAuthorization.MaxSignatures - 1)];
        Assert.That(await Signers(With([.. junk, valid])), Has.Count.EqualTo(1));
        Assert.That(await Signers(With([.. junk, [1], valid])), Is.Empty);
        StubResolver resolver = new(static _ => KeyResolution.Found(TestKeys.Ed.KeyId, TestKeys.Ed.PublicKey));
        await SupersessionAuthorization.VerifyAsync(s_old, With([.. Enumerable.Repeat(valid, 50)]), new SignatureVerifier(resolver));
        Assert.That(resolver.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task A_signer_that_is_not_found_does_not_count_and_cancellation_is_passed_on()
    {
        StubResolver resolver = new(static id => KeyResolution.Unresolvable(id, new(OmsErrorCode.NotSupported, "R-7", "not found")));
        Assert.That(await SupersessionAuthorization.VerifyAsync(s_old, With(Valid), new SignatureVerifier(resolver)), Is.Empty);
        SignatureVerifier slow = new(new StubResolver(static id => KeyResolution.Found(id, TestKeys.Ed.PublicKey), later: true));
        Assert.That(async () => await SupersessionAuthorization.VerifyAsync(s_old, With(Valid), slow, new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await SupersessionAuthorization.VerifyAsync(s_old, null!, slow), Throws.ArgumentNullException);
        Assert.That(async () => await SupersessionAuthorization.VerifyAsync(s_old, Draft.ToBlob(), null!), Throws.ArgumentNullException);
    }

    private static GrainBlob With(params byte[][] elements) => (Draft with { SupersessionAuth = [.. elements.Select(static element => (OmsValue)element)] }).ToBlob();

    private static ValueTask<IReadOnlyList<string>> Signers(GrainBlob grain) => SupersessionAuthorization.VerifyAsync(s_old, grain, s_verifier);

    private static byte[] Message() => SupersessionMessage.TryMake(s_old, Draft.ToBlob(), out byte[] message, out _) ? message : [];

    /// <summary>A detached signature with any headers, signed over the right message.</summary>
    private static byte[] Detached(byte[] header, SigningKey? key = null, byte[]? unprotected = null, byte[]? payload = null)
    {
        byte[] signed = [0x84, 0x6a, .. "Signature1"u8, .. TestKeys.Bytes(header), 0x40, .. TestKeys.Bytes(Message())];
        return [0xd2, 0x84, .. TestKeys.Bytes(header), .. unprotected ?? [0xa0], .. payload ?? [0xf6], .. TestKeys.Bytes((key ?? TestKeys.Ed).Sign(signed))];
    }
}
