using System.Text.Json;
using FsCheck.Fluent;

namespace OpenMemory.Signing.Tests;

/// <summary>did:key to key and back (§12.1, OMS-12.2-1).</summary>
[TestFixture]
public sealed class DidKeyTests
{
    private const string Ed25519Did = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

    [Test]
    public void The_vectors_lead_to_keys_and_back()
    {
        int rows = 0;
        foreach (JsonElement row in Vectors.Rows("did-key"))
        {
            string did = row.GetProperty("did").GetString()!, name = row.GetProperty("name").GetString()!;
            VerificationKey key = DidKey.Parse(did);
            Assert.That(key.Type, Is.EqualTo(row.GetProperty("kind").GetString() == "Ed25519" ? KeyType.Ed25519 : KeyType.P256), name);
            Assert.That(key.Bytes.ToArray(), Is.EqualTo(Vectors.Hex(row, "public_key_hex")), name);
            Assert.That(DidKey.Format(key), Is.EqualTo(did), name);
            Assert.That(key.ToString(), Is.EqualTo(did), name);
            Assert.That(DidKey.Parse($"{did}#{did["did:key:".Length..]}"), Is.EqualTo(key), "a fragment that repeats the key");
            rows++;
            if (!row.TryGetProperty("private_key_hex", out _)) continue;
            byte[] secret = Vectors.Hex(row, "private_key_hex");
            using SigningKey signer = key.Type == KeyType.Ed25519 ? SigningKey.FromEd25519Seed(secret) : SigningKey.FromP256Scalar(secret);
            Assert.That(signer.KeyId, Is.EqualTo(did), name);
        }
        Assert.That(rows, Is.EqualTo(13));
    }

    [TestCase("ed25519-x25519.json", 5, 5)]
    [TestCase("nist-curves.json", 3, 4)]
    [TestCase("secp256k1.json", 0, 6)]
    public void Keys_of_the_method_s_own_suite_are_read_or_refused_by_name(string file, int read, int refused)
    {
        (int Read, int Refused) count = default;
        foreach (JsonProperty entry in ExternalVectors.Read("did-key", file).EnumerateObject())
        {
            foreach (JsonElement method in entry.Value.GetProperty("didDocument").GetProperty("verificationMethod").EnumerateArray())
            {
                string id = method.GetProperty("id").GetString()!, did = "did:key:" + id[(id.IndexOf('#', StringComparison.Ordinal) + 1)..];
                if (DidKey.TryParse(did, out VerificationKey? key, out OmsFault fault))
                {
                    Assert.That(DidKey.Format(key), Is.EqualTo(did));
                    Assert.That(key.Bytes.ToArray(), Is.EqualTo(SuiteKeys.BytesOf(method)), did);
                    count.Read++;
                    continue;
                }
                string kind = did switch
                {
                    _ when did.StartsWith("did:key:z6LS", StringComparison.Ordinal) => "X25519",
                    _ when did.StartsWith("did:key:zQ3s", StringComparison.Ordinal) => "secp256k1",
                    _ when did.StartsWith("did:key:z82L", StringComparison.Ordinal) => "P-384",
                    _ => "P-521",
                };
                Assert.That((fault.Code, fault.Message), Is.EqualTo((OmsErrorCode.NotSupported, "Grains are signed with Ed25519 or P-256; this key is of another kind: " + (kind == "X25519" ? "X25519, for encryption" : kind))), did);
                count.Refused++;
            }
        }
        Assert.That(count, Is.EqualTo((read, refused)), "every entry was looked at");
    }

    [TestCase(0xe7u, "secp256k1")]
    [TestCase(0xeau, "BLS12-381 G1")]
    [TestCase(0xebu, "BLS12-381 G2")]
    [TestCase(0xecu, "X25519, for encryption")]
    [TestCase(0x1201u, "P-384")]
    [TestCase(0x1202u, "P-521")]
    [TestCase(0x1203u, "Ed448")]
    [TestCase(0x1204u, "X448, for encryption")]
    [TestCase(0x1205u, "RSA")]
    [TestCase(0x1300u, "a private key, which must never be shown")]
    [TestCase(0u, "identity, no key")]
    [TestCase(0x7777u, "multicodec 0x7777")]
    [TestCase(0xffffffffu, "multicodec 0xffffffff")]
    [TestCase(0x40edu, "multicodec 0x40ed")]
    public void Another_kind_is_refused_by_its_name_whatever_the_length_of_its_number(uint code, string name)
    {
        OmsFault fault = Refused(Did([.. Varint(code), .. new byte[32]]));
        Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.NotSupported, "OMS-12.2-1", 9)));
        Assert.That(fault.Message, Does.EndWith(": " + name));
    }

    [Test]
    public void An_RSA_key_of_4096_bits_is_refused_by_its_name_and_a_longer_text_is_not_decoded()
    {
        Assert.That(Refused(Did([.. Varint(0x1205), .. Enumerable.Repeat((byte)0xff, 526)])).Message, Does.EndWith(": RSA"));
        OmsFault fault = Refused("did:key:z" + new string('z', 10_000_000));
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((OmsErrorCode.Corrupt, 8 + 768)));
    }

    [Test]
    public void A_number_in_another_form_is_malformed()
    {
        byte[] key = DidKey.Parse(Ed25519Did).Bytes.ToArray();
        foreach (byte[] number in (byte[][])[[0xed, 0x81, 0x00], [0xed], [0x80], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
            [0xed, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], [0x80, 0x00], []])
        {
            byte[] rest = number.Length == 1 ? [] : key;
            if (number.Length == 0) rest = [];
            OmsFault fault = Refused(Did([.. number, .. rest]));
            Assert.That((fault.Code, fault.Rule), Is.EqualTo((OmsErrorCode.Corrupt, "OMS-12.2-1")), Convert.ToHexString(number));
        }
    }

    [Test]
    public void Trailing_bytes_and_missing_ones_are_malformed()
    {
        byte[] edwards = DidKey.Parse(Ed25519Did).Bytes.ToArray();
        using SigningKey signer = SigningKey.Create(SignatureAlgorithm.Es256);
        byte[] weierstrass = signer.PublicKey.Bytes.ToArray();
        foreach (byte[] bytes in (byte[][])[[0xed, 1, .. edwards, 0], [0xed, 1, .. edwards[1..]], [0xed, 1], [0x80, 0x24, .. weierstrass, 0],
            [0x80, 0x24, .. weierstrass[..^1]], [0x80, 0x24], [0, 0xed, 1, .. edwards]])
        {
            OmsFault fault = Refused(Did(bytes));
            Assert.That(fault.Code, Is.EqualTo(bytes[0] == 0 ? OmsErrorCode.NotSupported : OmsErrorCode.Corrupt), Convert.ToHexString(bytes));
        }
        System.Security.Cryptography.ECPoint point = P256.TryDecode(weierstrass, out System.Security.Cryptography.ECPoint decoded) ? decoded : default;
        Assert.That(Refused(Did([0x80, 0x24, 4, .. point.X!, .. point.Y!])).Message, Does.Contain("compressed"));
    }

    [TestCase("", 0)]
    [TestCase("did:key", 0)]
    [TestCase("did:web:example.com", 0)]
    [TestCase("DID:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", 0)]
    [TestCase("did:Key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", 0)]
    [TestCase(" did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", 0)]
    [TestCase("did:key:", 0)]
    [TestCase("did:key:z", 9)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do0", 55)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do ", 55)]
    [TestCase("did:key:zO6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", 9)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257f\u00e9iztiGiC2QtKLGpbnnEGta2doK", 30)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#", 56)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#key-1", 56)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do", 56)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK?versionId=1", 56)]
    [TestCase("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/path", 56)]
    [TestCase("did:key:1.1:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", 8, OmsErrorCode.NotSupported)]
    [TestCase("did:key:u7QEubPzjZwHceRSI4NCxdFzB4zpMHJ_MQcY71D2747CXDm", 8, OmsErrorCode.NotSupported)]
    public void A_text_of_another_form_is_refused_with_its_place(string text, int offset, OmsErrorCode code = OmsErrorCode.Corrupt)
    {
        OmsFault fault = Refused(text);
        Assert.That((fault.Code, fault.Offset), Is.EqualTo((code, offset)), fault.ToString());
    }

    [Test]
    public void A_changed_character_never_leads_to_the_same_key_and_what_is_read_is_written_alike()
    {
        const string alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0OIl+";
        string[] dids = [.. Vectors.Rows("did-key").Select(static row => row.GetProperty("did").GetString()!)];
        Law.Holds(Gen.Choose(0, dids.Length - 1).SelectMany(row => Gen.Choose(0, dids[row].Length - 1).SelectMany(at => Gen.Choose(0, alphabet.Length - 1).Select(letter => (dids[row], at, alphabet[letter])))), 3000, change =>
        {
            (string did, int at, char letter) = change;
            if (did[at] == letter) return;
            string changed = did[..at] + letter + did[(at + 1)..];
            if (!DidKey.TryParse(changed, out VerificationKey? key, out OmsFault fault))
            {
                Assert.That(fault.IsFault, Is.True);
                return;
            }
            Assert.That((DidKey.Format(key), key.Equals(DidKey.Parse(did))), Is.EqualTo((changed, false)));
        });
    }

    [Test]
    public void Base58_is_a_number_and_its_leading_zeros()
    {
        Law.Holds(Gen.Choose(0, 5).SelectMany(static zeros => Gen.Choose(0, 60).SelectMany(static count => Gen.Choose(0, 255).Select(static value => (byte)value).ArrayOf(count))
            .Select(bytes => (byte[])[.. new byte[zeros], .. bytes])), 1000, static bytes =>
        {
            string text = Base58.Encode(bytes);
            Assert.That(Base58.Decode(text, out int wrong), Is.EqualTo(bytes));
            Assert.That((wrong, Value(text)), Is.EqualTo((-1, new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true))));
            Assert.That(text.TakeWhile(static letter => letter == '1').Count(), Is.EqualTo(bytes.TakeWhile(static value => value == 0).Count()));
        });
        Assert.That(Base58.Encode("Hello World!"u8), Is.EqualTo("2NEpo7TZRRrLZSi2U"));
        Assert.That(Base58.Encode([0, 0, 0x28, 0x7f, 0xb4, 0xcd]), Is.EqualTo("11233QC4"));
        static System.Numerics.BigInteger Value(string text) => text.Aggregate(System.Numerics.BigInteger.Zero, static (value, letter) =>
            value * 58 + "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".IndexOf(letter, StringComparison.Ordinal));
    }

    private static OmsFault Refused(string text)
    {
        Assert.That(DidKey.TryParse(text, out VerificationKey? key, out OmsFault fault), Is.False, text.Length < 200 ? text : "long");
        Assert.That(key, Is.Null);
        OmsException? thrown = Assert.Throws<OmsException>(() => DidKey.Parse(text));
        Assert.That(thrown!.Fault, Is.EqualTo(fault));
        return fault;
    }

    private static string Did(byte[] bytes) => DidKey.Prefix + Base58.Encode(bytes);

    private static byte[] Varint(uint value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
