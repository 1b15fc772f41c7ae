using System.Security.Cryptography;

namespace OpenMemory.Signing.Tests;

/// <summary>Signatures of <c>supersession_auth</c>: exactly the bytes of R-35, by both kinds of key, over every encoding and type.</summary>
[TestFixture]
public sealed class SupersessionAuthorizationTests
{
    private static readonly SignatureVerifier s_verifier = new();
    private static readonly ContentAddress s_old = ContentAddress.Compute("the old grain"u8);

    private static SigningKey Other => TestKeys.OtherEd;

    /// <summary>The message by the words of R-35, over the bytes that a draft without the field has.</summary>
    [TestCase(PayloadEncoding.MessagePack)]
    [TestCase(PayloadEncoding.Cbor)]
    public void R_35_The_message_is_the_one_of_the_ruling(PayloadEncoding encoding)
    {
        Fact draft = Draft(encoding);
        byte[] expected = [.. "mg-supersede/1"u8, 0, .. System.Text.Encoding.ASCII.GetBytes(s_old.ToString()), 0, .. SHA256.HashData(draft.ToBlob().Span)];
        GrainBlob full = (draft with { SupersessionAuth = [new byte[] { 1, 2, 3 }, "text", 5, OmsMap.Empty] }).ToBlob();
        foreach (GrainBlob grain in (GrainBlob[])[draft.ToBlob(), full, (draft with { SupersessionAuth = [] }).ToBlob()])
        {
            Assert.That(SupersessionMessage.TryMake(s_old, grain, out byte[] message, out _), Is.True);
            Assert.That(message, Is.EqualTo(expected));
        }
        Assert.That(expected, Has.Length.EqualTo(SupersessionMessage.Size));
    }

    /// <summary>The head of a map changes its form between 15 and 16, and in CBOR between 23 and 24 entries; 65 536 ends 16 bits.</summary>
    [TestCase(PayloadEncoding.MessagePack, 14)]
    [TestCase(PayloadEncoding.MessagePack, 15)]
    [TestCase(PayloadEncoding.MessagePack, 16)]
    [TestCase(PayloadEncoding.MessagePack, 65535)]
    [TestCase(PayloadEncoding.MessagePack, 65536)]
    [TestCase(PayloadEncoding.Cbor, 23)]
    [TestCase(PayloadEncoding.Cbor, 24)]
    [TestCase(PayloadEncoding.Cbor, 255)]
    [TestCase(PayloadEncoding.Cbor, 256)]
    [TestCase(PayloadEncoding.Cbor, 65536)]
    public void The_number_of_entries_is_written_in_its_shortest_form(PayloadEncoding encoding, int entries)
    {
        Dictionary<string, OmsValue> map = new() { ["t"] = "mine" };
        for (int i = 1; i < entries; i++) map[$"k{i}"] = i;
        CustomGrain draft = new(0xf1) { Map = new OmsMap(map), Encoding = encoding };
        map["sa"] = new OmsValue[] { new byte[] { 1 } };
        CustomGrain full = draft with { Map = new OmsMap(map) };
        Assert.That(Digest(full.ToBlob()), Is.EqualTo(SHA256.HashData(draft.ToBlob().Span)));
    }

    [Test]
    public void R_35_The_field_is_cut_out_of_every_vector_wherever_it_stands()
    {
        int cut = 0;
        foreach (VectorBlob vector in Vectors.Blobs.Where(static blob => blob.Options is { SkipSchema: false }))
        {
            GrainBlob blob = GrainBlob.Parse(vector.Bytes, vector.Options);
            if ((blob.Header.Flags & (GrainFlags.Encrypted | GrainFlags.Compressed)) != 0 || blob.View().IsDisclosed) continue;
            Grain received = Grain.Read(blob.Span, vector.Options);
            if (received is CustomGrain or UnknownGrain) continue; // their keys are raw
            Grain read = Grain.Restore(received.ToFields());
            foreach (PayloadEncoding encoding in (PayloadEncoding[])[PayloadEncoding.MessagePack, PayloadEncoding.Cbor])
            {
                Grain draft = read with { SupersessionAuth = null, Encoding = encoding };
                Grain full = draft with { SupersessionAuth = [new byte[] { 7 }] };
                Assert.That(Digest(full.ToBlob()), Is.EqualTo(SHA256.HashData(draft.ToBlob().Span)), vector.Name);
                cut++;
            }
        }
        Assert.That(cut, Is.GreaterThan(60));
    }

    [TestCase(SignatureAlgorithm.EdDsa)]
    [TestCase(SignatureAlgorithm.Ed25519)]
    [TestCase(SignatureAlgorithm.Es256)]
    public async Task R_35_What_was_signed_over_a_draft_counts_in_the_grain(SignatureAlgorithm algorithm)
    {
        using SigningKey key = SigningKey.Create(algorithm);
        foreach (PayloadEncoding encoding in (PayloadEncoding[])[PayloadEncoding.MessagePack, PayloadEncoding.Cbor])
        {
            Fact draft = Draft(encoding);
            byte[] signature = SupersessionAuthorization.Sign(s_old, draft.ToBlob(), key);
            GrainBlob full = (draft with { SupersessionAuth = [signature] }).ToBlob();
            Assert.That(await Verify(full), Is.EqualTo((string[])[key.KeyId]));
            Assert.That(await Verify((draft with { SupersessionAuth = [SupersessionAuthorization.Sign(s_old, full, Other), signature] }).ToBlob()), Is.EqualTo((string[])[Other.KeyId, key.KeyId]), "one may sign when another has");
        }
    }

    /// <summary>Tag 18, an array of four, {1: alg, 4: kid} protected, an empty map, null, 64 bytes .</summary>
    [Test]
    public void R_35_The_form_is_a_detached_COSE_Sign1()
    {
        byte[] signature = SupersessionAuthorization.Sign(s_old, Draft().ToBlob(), TestKeys.Ed);
        byte[] header = TestKeys.Header(0x27, TestKeys.Ed.KeyId);
        byte[] start = [0xd2, 0x84, .. TestKeys.Bytes(header), 0xa0, 0xf6, 0x58, 64];
        Assert.That(signature[..start.Length], Is.EqualTo(start));
        Assert.That(signature, Has.Length.EqualTo(start.Length + 64));
    }

    [Test]
    public async Task A_signed_grain_is_authorized_with_its_signed_flag()
    {
        Fact draft = Draft() with { IsSigned = true };
        Fact full = draft with { SupersessionAuth = [SupersessionAuthorization.Sign(s_old, draft.ToBlob(), TestKeys.P)] };
        Assert.That(await Verify(GrainSigning.Sign(full.ToBlob(), TestKeys.Ed)), Is.EqualTo((string[])[TestKeys.P.KeyId]));
        Assert.That(await Verify((full with { IsSigned = false }).ToBlob()), Is.Empty, "the header is signed too");
    }

    [Test]
    public async Task Custom_types_are_authorized_by_their_raw_key()
    {
        foreach (string key in (string[])["sa", "supersession_auth"])
        {
            OmsMap map = new() { ["t"] = "mine", ["x"] = 1 };
            CustomGrain draft = new(0xf1) { Map = map };
            byte[] signature = SupersessionAuthorization.Sign(s_old, draft.ToBlob(), TestKeys.Ed);
            CustomGrain full = draft with { Map = new OmsMap { ["t"] = "mine", ["x"] = 1, [key] = new OmsValue[] { signature } } };
            Assert.That(await Verify(full.ToBlob()), Is.EqualTo((string[])[TestKeys.Ed.KeyId]), key);
        }
    }

    [Test]
    public void What_cannot_be_authorized_is_refused()
    {
        GrainBlob[] closed = [.. Vectors.Rows("sealed").Select(static row => GrainBlob.Parse(Vectors.Hex(row, "sealed_hex")))];
        Assert.That(closed, Is.Not.Empty);
        foreach (GrainBlob grain in closed) Assert.That(Refusal(grain), Is.EqualTo((OmsErrorCode.NotSupported, "R-9")));
        GrainBlob peer = GrainBlob.Parse([1, 0, 0xf1, 0, 0, 0, 0, 0, 0, 0x82, 0xa1, (byte)'x', 1, 0xa1, (byte)'t', 0xa1, (byte)'m'], new() { Mode = ReadingMode.Compatible });
        Assert.That(peer.IsCanonical, Is.False);
        Assert.That(Refusal(peer), Is.EqualTo((OmsErrorCode.Corrupt, "R-26")));
        using SigningKey nameless = SigningKey.FromEd25519Seed(TestKeys.Seed(9), "https://example.com/me"), broken = SigningKey.FromEd25519Seed(TestKeys.Seed(9), "did:web:\ud800");
        using SigningKey longest = SigningKey.FromEd25519Seed(TestKeys.Seed(9), "did:web:" + new string('a', 2041));
        foreach (SigningKey key in (SigningKey[])[nameless, broken, longest])
            Assert.That(() => SupersessionAuthorization.Sign(s_old, Draft().ToBlob(), key), Throws.TypeOf<OmsException>().With.Property("Fault").Property("Rule").EqualTo("OMS-9.1-5"));
        Assert.That(() => SupersessionAuthorization.Sign(s_old, null!, TestKeys.Ed), Throws.ArgumentNullException);
        Assert.That(() => SupersessionAuthorization.Sign(s_old, peer, null!), Throws.ArgumentNullException);
        static (OmsErrorCode, string) Refusal(GrainBlob grain)
        {
            OmsFault fault = Assert.Throws<OmsException>(() => SupersessionAuthorization.Sign(s_old, grain, TestKeys.Ed)).Fault;
            return (fault.Code, fault.Rule);
        }
    }

    private static Fact Draft(PayloadEncoding encoding = PayloadEncoding.MessagePack) =>
        TestKeys.Fact("team", "did:key:author", encoding) with { IsSigned = false, DerivedFrom = [s_old.ToString()], SupersessionJustification = "it was wrong" };

    private static ValueTask<IReadOnlyList<string>> Verify(GrainBlob grain) => SupersessionAuthorization.VerifyAsync(s_old, grain, s_verifier);

    private static byte[] Digest(GrainBlob grain) =>
        SupersessionMessage.TryMake(s_old, grain, out byte[] message, out _) ? message[^SHA256.HashSizeInBytes..] : [];
}
