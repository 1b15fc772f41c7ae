using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace OpenMemory.Signing.Tests;

/// <summary>What a DID document says of its keys (OMS-9.3-1, §12.1).</summary>
[TestFixture]
public sealed class DidDocumentTests
{
    private const string Did = "did:web:example.com";

    private static readonly VerificationKey s_edwards = DidKey.Parse("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
    private static readonly VerificationKey s_weierstrass = DidKey.Parse("did:key:zDnaesHpjBYNgTQb7WizMPgU4iBnEMiWzTWsnvbsiVC4tWEjP");

    private static string X => Base64Url.EncodeToString(s_edwards.Bytes.Span);

    private static string Edwards => s_edwards.ToString()["did:key:".Length..];

    private static TestCaseData[] Forms =>
    [
        Form("a Multikey of Ed25519", $"\"type\":\"Multikey\",\"publicKeyMultibase\":\"{Edwards}\"", s_edwards),
        Form("a Multikey of P-256", $"\"type\":\"Multikey\",\"publicKeyMultibase\":\"{s_weierstrass.ToString()[8..]}\"", s_weierstrass),
        Form("Ed25519VerificationKey2020", $"\"type\":\"Ed25519VerificationKey2020\",\"publicKeyMultibase\":\"{Edwards}\"", s_edwards),
        Form("Ed25519VerificationKey2018", $"\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":\"{Base58.Encode(s_edwards.Bytes.Span)}\"", s_edwards),
        Form("a JSON Web Key of Ed25519", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"{X}\",\"use\":\"sig\"}}", s_edwards),
        Form("a JSON Web Key of P-256", $"\"type\":\"JsonWebKey\",\"publicKeyJwk\":{Jwk()}", s_weierstrass),
    ];

    private static TestCaseData[] Unusable =>
    [
        Unfit("no key", "\"type\":\"Multikey\"", OmsErrorCode.NotSupported, "form"),
        Unfit("two keys", $"\"type\":\"Multikey\",\"publicKeyMultibase\":\"{Edwards}\",\"publicKeyJwk\":{Jwk()}", OmsErrorCode.Corrupt, "two forms"),
        Unfit("a number as key", "\"type\":\"Multikey\",\"publicKeyMultibase\":1", OmsErrorCode.Corrupt, "string"),
        Unfit("X25519", "\"type\":\"Multikey\",\"publicKeyMultibase\":\"z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW\"", OmsErrorCode.NotSupported, "X25519"),
        Unfit("another base", "\"type\":\"Multikey\",\"publicKeyMultibase\":\"mabc\"", OmsErrorCode.NotSupported, "Base58"),
        Unfit("a wrong letter", "\"type\":\"Multikey\",\"publicKeyMultibase\":\"z0\"", OmsErrorCode.Corrupt, "Base58"),
        Unfit("P-256 as Ed25519", $"\"type\":\"Ed25519VerificationKey2020\",\"publicKeyMultibase\":\"{s_weierstrass.ToString()[8..]}\"", OmsErrorCode.Corrupt, "kind"),
        Unfit("a bare key of an unknown type", $"\"type\":\"P256Key2021\",\"publicKeyBase58\":\"{Base58.Encode(s_weierstrass.Bytes.Span)}\"", OmsErrorCode.NotSupported, "Ed25519VerificationKey2018"),
        Unfit("a bare key that is short", "\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":\"2NEpo7TZRRrLZSi2U\"", OmsErrorCode.Corrupt, "32 bytes"),
        Unfit("a bare key that is long", $"\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":\"{new string('z', 5000)}\"", OmsErrorCode.Corrupt, "32 bytes"),
        Unfit("P-384", "\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{\"kty\":\"EC\",\"crv\":\"P-384\"}", OmsErrorCode.NotSupported, "another kind"),
        Unfit("X25519 as JSON Web Key", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"{X}\"}}", OmsErrorCode.NotSupported, "another kind"),
        Unfit("a padded coordinate", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"{X}=\"}}", OmsErrorCode.Corrupt, "coordinate"),
        Unfit("a coordinate with a space", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\" {X[1..]}\"}}", OmsErrorCode.Corrupt, "coordinate"),
        Unfit("a coordinate of other letters", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"+/{X[2..]}\"}}", OmsErrorCode.Corrupt, "coordinate"),
        Unfit("no y", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{X}\"}}", OmsErrorCode.Corrupt, "coordinate"),
        Unfit("off the curve", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{X}\",\"y\":\"{X}\"}}", OmsErrorCode.Corrupt, "curve"),
        Unfit("for encryption", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"{X}\",\"use\":\"enc\"}}", OmsErrorCode.Integrity, "signatures"),
        Unfit("a private JSON Web Key", $"\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"{X}\",\"d\":\"{X}\"}}", OmsErrorCode.Integrity, "anybody"),
        Unfit("a private key beside", $"\"type\":\"Multikey\",\"publicKeyMultibase\":\"{Edwards}\",\"privateKeyMultibase\":\"z3u2\"", OmsErrorCode.Integrity, "anybody"),
        Unfit("a text as JSON Web Key", "\"type\":\"JsonWebKey2020\",\"publicKeyJwk\":\"\"", OmsErrorCode.Corrupt, "object"),
    ];

    [TestCaseSource(nameof(Forms))]
    public void A_key_is_read_in_every_form_referenced_embedded_and_by_a_relative_id(string body, VerificationKey key)
    {
        string method = $"{{\"id\":\"{Did}#k\",\"controller\":\"{Did}\",{body}}}", relative = $"{{\"id\":\"#k\",\"controller\":\"{Did}\",{body}}}";
        foreach (string document in (string[])[Document(method, $"\"{Did}#k\""), Document(method, "\"#k\""), Document(relative, $"\"{Did}#k\""), Document("", method), Document("", relative)])
        {
            foreach (string? fragment in (string?[])["k", null])
            {
                KeyResolution found = Read(document).Find(fragment, out bool isAbsent);
                Assert.That((found.Keys.Single(), found.Did, found.Fault.IsFault, isAbsent), Is.EqualTo((key, Did, false, false)), document);
            }
        }
    }

    [TestCaseSource(nameof(Unusable))]
    public void A_key_that_cannot_be_used_is_refused_with_the_reason_and_spoils_no_other(string body, OmsErrorCode code, string reason)
    {
        string unfit = $"{{\"id\":\"{Did}#k\",\"controller\":\"{Did}\",{body}}}";
        KeyResolution alone = Read(Document(unfit, "\"#k\"")).Find(null, out bool isAbsent);
        Assert.That((alone.Keys.Count, alone.Fault.Code, isAbsent), Is.EqualTo((0, code, false)), alone.Fault.ToString());
        Assert.That(alone.Fault.Message, Does.Contain(reason));
        DidDocument both = Read(Document($"{unfit},{Method("good")}", "\"#k\",\"#good\""));
        Assert.That(both.Find("k", out _).Fault, Is.EqualTo(alone.Fault));
        Assert.That(both.Find(null, out _).Keys, Is.EqualTo(new[] { s_edwards }));
    }

    [Test]
    public void Only_keys_that_may_make_assertions_are_given()
    {
        DidDocument document = Read(Document($"{Method("a")},{Method("b", s_weierstrass)}", "\"#b\""));
        Assert.That(document.Find("b", out _).Keys, Is.EqualTo(new[] { s_weierstrass }));
        Assert.That(document.Find(null, out _).Keys, Is.EqualTo(new[] { s_weierstrass }));
        Assert.That((document.Find("a", out bool isAbsent).Fault.Message, isAbsent), Is.EqualTo(("The DID document does not let this key make assertions", false)));
        Assert.That((document.Find("c", out isAbsent).Fault.Message, isAbsent), Is.EqualTo(("The DID document has no key of this name", true)));
        Assert.That(document.Find("B", out _).Keys, Is.Empty, "names are compared as they stand");
        DidDocument authentication = Read($$"""{"id":"{{Did}}","verificationMethod":[{{Method("a")}}],"authentication":["#a",{{Method("b")}}]}""");
        Assert.That(authentication.Find("a", out _).Fault.Code, Is.EqualTo(OmsErrorCode.Integrity));
        Assert.That(authentication.Find("b", out _).Fault.Code, Is.EqualTo(OmsErrorCode.Integrity));
        Assert.That(authentication.Find(null, out _).Fault.Message, Does.Contain("no key"));
        Assert.That(Read(Document("", "\"#gone\"")).Find(null, out _).Fault.Message, Does.Contain("are not in"));
    }

    [Test]
    public void Keys_of_other_DIDs_are_not_taken()
    {
        foreach (string method in (string[])[Method("k").Replace($"\"controller\":\"{Did}\"", "\"controller\":\"did:web:other.example\"", StringComparison.Ordinal),
            Method("k").Replace($"\"controller\":\"{Did}\",", "", StringComparison.Ordinal), Method("k").Replace($"\"controller\":\"{Did}\"", $"\"controller\":[\"{Did}\"]", StringComparison.Ordinal)])
        {
            KeyResolution refused = Read(Document(method, "\"#k\"")).Find("k", out _);
            Assert.That((refused.Fault.Code, refused.Fault.Field), Is.EqualTo((OmsErrorCode.Integrity, "controller")), method);
        }
        string foreign = Method("k").Replace($"\"id\":\"{Did}#k\"", "\"id\":\"did:web:other.example#k\"", StringComparison.Ordinal);
        DidDocument document = Read(Document(foreign, "\"did:web:other.example#k\""));
        Assert.That(document.Find("k", out _).Keys, Is.Empty);
        Assert.That(document.Find(null, out _).Fault.Code, Is.EqualTo(OmsErrorCode.Integrity));
    }

    [TestCase("", OmsErrorCode.Corrupt)]
    [TestCase("null", OmsErrorCode.Corrupt)]
    [TestCase("[]", OmsErrorCode.Corrupt)]
    [TestCase("{}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":1}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:other.example\"}", OmsErrorCode.Integrity)]
    [TestCase("{\"id\":\"did:web:Example.com\"}", OmsErrorCode.Integrity)]
    [TestCase("{\"id\":\"did:web:example.com#k\"}", OmsErrorCode.Integrity)]
    [TestCase("{\"id\":\"did:web:example.com\",\"id\":\"did:web:example.com\"}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\"} x", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\"/**/}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"\\ud800\"}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",\"verificationMethod\":{}}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",\"verificationMethod\":[1]}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",\"verificationMethod\":[{}]}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",\"verificationMethod\":[{\"id\":\"#\\ud800\"}]}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",\"verificationMethod\":[{\"id\":\"#a\"},{\"id\":\"did:web:example.com#a\"}]}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",\"verificationMethod\":[{\"id\":\"#a\",\"controller\":\"x\",\"controller\":\"y\"}]}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",\"assertionMethod\":\"#a\"}", OmsErrorCode.Corrupt)]
    [TestCase("{\"id\":\"did:web:example.com\",\"assertionMethod\":[null]}", OmsErrorCode.Corrupt)]
    public void Another_document_is_refused(string text, OmsErrorCode code)
    {
        Assert.That(DidDocument.TryRead(Encoding.UTF8.GetBytes(text), Did, out DidDocument? document, out OmsFault fault), Is.False);
        Assert.That((document, fault.Code, fault.Rule), Is.EqualTo(((DidDocument?)null, code, "OMS-9.3-1")), fault.ToString());
    }

    [Test]
    public void Depth_and_the_number_of_keys_are_bounded()
    {
        string Nested(int depth) => $"{{\"id\":\"{Did}\",\"x\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}";
        Assert.That(DidDocument.TryRead(Encoding.UTF8.GetBytes(Nested(16)), Did, out _, out _), Is.True);
        Assert.That(DidDocument.TryRead(Encoding.UTF8.GetBytes(Nested(17)), Did, out _, out _), Is.False);
        Assert.That(DidDocument.TryRead(Encoding.UTF8.GetBytes(Nested(30_000)), Did, out _, out _), Is.False);
        string Many(int count) => Document(string.Join(',', Enumerable.Range(0, count).Select(i => Method($"k{i}", Another(i)))), string.Join(',', Enumerable.Range(0, count).Select(static i => $"\"#k{i}\"")));
        DidDocument most = Read(Many(64));
        Assert.That(most.Find(null, out _).Keys, Is.EqualTo(Enumerable.Range(0, 16).Select(Another)), "the first sixteen");
        Assert.That(most.Find("k63", out _).Keys, Is.EqualTo(new[] { Another(63) }));
        Assert.That(DidDocument.TryRead(Encoding.UTF8.GetBytes(Many(65)), Did, out _, out OmsFault fault), Is.False);
        Assert.That(fault.Message, Does.Contain("64"));
    }

    [Test]
    public void Every_changed_byte_gives_a_document_or_a_fault_and_never_another_key_for_the_name()
    {
        byte[] sound = Encoding.UTF8.GetBytes(Document(Method("k"), "\"#k\""));
        for (int i = 0; i < sound.Length; i++)
        {
            foreach (byte flip in (byte[])[1, 2, 0x20, 0x80, 0xff])
            {
                byte[] changed = [.. sound];
                changed[i] ^= flip;
                if (!DidDocument.TryRead(changed, Did, out DidDocument? document, out OmsFault fault)) Assert.That(fault.IsFault, Is.True);
                else foreach (VerificationKey key in document.Find("k", out _).Keys) Assert.That(changed.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key.ToString()[8..])), Is.Positive);
            }
            Assert.That(DidDocument.TryRead(sound.AsMemory(0, i), Did, out _, out _), Is.False);
        }
    }

    [Test]
    public void Documents_of_the_did_key_suite_are_read()
    {
        int read = 0;
        foreach (string file in (string[])["ed25519-x25519.json", "nist-curves.json"])
        {
            foreach (JsonProperty entry in ExternalVectors.Read("did-key", file).EnumerateObject())
            {
                JsonElement json = entry.Value.GetProperty("didDocument");
                Assert.That(DidDocument.TryRead(Encoding.UTF8.GetBytes(json.GetRawText()), entry.Name, out DidDocument? document, out OmsFault fault), Is.True, fault.ToString());
                KeyResolution found = document!.Find(null, out _);
                bool isBareP256 = json.GetProperty("verificationMethod")[0].TryGetProperty("publicKeyBase58", out _) && entry.Name.StartsWith("did:key:zDn", StringComparison.Ordinal);
                if (isBareP256 || entry.Name.StartsWith("did:key:z8", StringComparison.Ordinal) || entry.Name.StartsWith("did:key:z2", StringComparison.Ordinal))
                {
                    Assert.That((found.Keys.Count, found.Fault.Code), Is.EqualTo((0, OmsErrorCode.NotSupported)), entry.Name);
                    continue;
                }
                Assert.That(found.Keys.Select(static key => key.ToString()), Is.EqualTo(new[] { entry.Name }));
                read++;
            }
        }
        Assert.That(read, Is.GreaterThanOrEqualTo(7));
    }

    private static DidDocument Read(string text)
    {
        Assert.That(DidDocument.TryRead(Encoding.UTF8.GetBytes(text), Did, out DidDocument? document, out OmsFault fault), Is.True, fault.ToString() + text);
        return document!;
    }

    private static string Document(string methods, string assertions) => $$"""{"@context":["https://www.w3.org/ns/did/v1"],"id":"{{Did}}","verificationMethod":[{{methods}}],"assertionMethod":[{{assertions}}]}""";

    private static string Method(string fragment, VerificationKey? key = null) =>
        $"{{\"id\":\"{Did}#{fragment}\",\"type\":\"Multikey\",\"controller\":\"{Did}\",\"publicKeyMultibase\":\"{(key ?? s_edwards).ToString()[8..]}\"}}";

    private static VerificationKey Another(int number)
    {
        byte[] seed = new byte[32];
        seed[0] = (byte)number;
        using SigningKey key = SigningKey.FromEd25519Seed(seed);
        return key.PublicKey;
    }

    private static string Jwk()
    {
        P256.TryDecode(s_weierstrass.Bytes.Span, out System.Security.Cryptography.ECPoint point);
        return $"{{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{Base64Url.EncodeToString(point.X)}\",\"y\":\"{Base64Url.EncodeToString(point.Y)}\"}}";
    }

    private static TestCaseData Form(string name, string body, VerificationKey key) => new TestCaseData(body, key).SetArgDisplayNames(name);

    private static TestCaseData Unfit(string name, string body, OmsErrorCode code, string reason) => new TestCaseData(body, code, reason).SetArgDisplayNames(name);
}
