using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Erasure.Tests;

/// <summary>Sealed, then opened, is the original (OMS-20.2-1, R-9).</summary>
[TestFixture]
public sealed class SealingLawTests
{
    private static readonly string[] s_pieces = ["a", "Z", "0", " ", "-", "@", "\0", "\n", "\u00e9", "e\u0301", "\u212b", "\ud55c", "\u1112\u1161\u11ab", "\ufb01", "\u05d0", "\ud83d\ude00", "user"];

    private static Gen<string> UserIds =>
        from pieces in Gen.Elements(s_pieces).NonEmptyListOf()
        select string.Concat(pieces);

    [Test]
    public void Any_blob_of_the_vectors_opens_as_it_was_for_any_user()
    {
        using TestRing test = new(new() { MaxReadyKeys = 20 });
        Law.Holds(from blob in Gen.Elements(Vectors.Blobs) from userId in UserIds from isBlank in Gen.Elements(false, true) select (blob, userId, isBlank), 1000, sample =>
        {
            (VectorBlob blob, string userId, bool isBlank) = sample;
            if (IsRefused(test.Ring, blob)) return;
            GrainBlob sealedGrain = test.Ring.Seal(userId, blob.Bytes, new() { Header = isBlank ? HeaderPrivacy.Blank : HeaderPrivacy.Keep });
            Roundtrip(test.Ring, userId, blob, sealedGrain, isBlank);
        });
    }

    [Test]
    public void Every_blob_of_the_vectors_opens_as_it_was()
    {
        using TestRing test = new();
        int sealedCount = 0;
        foreach (VectorBlob blob in Vectors.Blobs)
        {
            if (IsRefused(test.Ring, blob)) continue;
            Roundtrip(test.Ring, "alice", blob, test.Ring.Seal("alice", blob.Bytes), isBlank: false);
            sealedCount++;
        }
        Assert.That(sealedCount, Is.GreaterThan(500));
    }

    [Test]
    public void Two_spellings_of_a_user_id_are_one_user()
    {
        using TestRing test = new();
        Law.Holds(UserIds, 300, userId =>
        {
            string decomposed = userId.Normalize(System.Text.NormalizationForm.FormD), composed = userId.Normalize(System.Text.NormalizationForm.FormC);
            GrainBlob sealedGrain = test.Ring.Seal(decomposed, Vectors.Vector1);
            Assert.That(test.Ring.Open(composed, sealedGrain.Span).Span.SequenceEqual(Vectors.Vector1), Is.True);
            Assert.That(test.Ring.GetToken(userId), Is.EqualTo(test.Ring.GetToken(composed)));
        });
    }

    [Test]
    public void CBOR_grains_are_sealed_into_MessagePack_and_open_as_they_were()
    {
        using TestRing test = new();
        int count = 0;
        foreach (JsonElement row in Vectors.Rows("cbor"))
        {
            if (!row.TryGetProperty("blob_hex", out _)) continue;
            byte[] blob = Vectors.Hex(row, "blob_hex");
            if (((GrainFlags)blob[1] & GrainFlags.Signed) != 0) continue; // sealed in its envelope only (OMS-9.2-1)
            byte[] sealedGrain = test.Ring.Seal("alice", blob).Span.ToArray(), opened = new byte[sealedGrain.Length];
            Assert.That(((GrainFlags)sealedGrain[1] & GrainFlags.Cbor) == 0 && SealedView.TryParse(sealedGrain, out _), Is.True, "bit 5 describes the payload");
            int length = test.Ring.OpenInto("alice", sealedGrain, opened);
            Assert.That(opened.AsSpan(0, length).SequenceEqual(blob), Is.True);
            count++;
        }
        Assert.That(count, Is.GreaterThan(300));
    }

    [Test]
    public void What_only_the_Compatible_mode_reads_is_sealed_as_it_is_and_read_in_that_mode_again()
    {
        using TestRing test = new();
        foreach (JsonElement row in Vectors.Rows("compatible"))
        {
            byte[] blob = Vectors.Hex(row, "blob_hex");
            GrainBlob sealedGrain = test.Ring.Seal("alice", blob);
            GrainBlob opened = test.Ring.Open("alice", sealedGrain.Span, new GrainReadOptions { Mode = ReadingMode.Compatible });
            Assert.That(opened.Span.SequenceEqual(blob), Is.True);
            Assert.That(opened.Address.ToString(), Is.EqualTo(row.GetProperty("address").GetString()), "the bytes keep their address (R-26)");
            bool isStrict = GrainView.TryParse(blob, out _, out OmsFault expected);
            Assert.That(test.Ring.TryOpen("alice", sealedGrain.Span, out _, out OmsFault fault), Is.EqualTo(isStrict));
            Assert.That(fault, Is.EqualTo(expected), "the fault of what was inside, once it is open");
        }
    }

    [Test]
    public void Envelopes_are_sealed_with_the_header_of_the_grain_inside()
    {
        using TestRing test = new();
        int count = 0;
        foreach (JsonElement row in Vectors.Rows("cose"))
        {
            if (!row.TryGetProperty("envelope_hex", out _) || !row.TryGetProperty("blob_hex", out _)) continue;
            byte[] envelope = Vectors.Hex(row, "envelope_hex");
            byte[] sealedGrain = test.Ring.Seal("alice", envelope).Span.ToArray(), opened = new byte[sealedGrain.Length];
            GrainHeader.TryRead(Vectors.Hex(row, "blob_hex"), out GrainHeader inside);
            GrainHeader.TryRead(sealedGrain, out GrainHeader header);
            Assert.That(header, Is.EqualTo(inside with { Flags = GrainFlags.Encrypted }));
            Assert.That(opened.AsSpan(0, test.Ring.OpenInto("alice", sealedGrain, opened)).SequenceEqual(envelope), Is.True);
            GrainBlob grain = test.Ring.Open("alice", sealedGrain);
            Assert.That(grain.Span.SequenceEqual(Vectors.Hex(row, "blob_hex")) && grain.Envelope.Span.SequenceEqual(envelope), Is.True);
            Assert.That(grain.Address.ToString(), Is.EqualTo(row.GetProperty("address").GetString()));
            GrainBlob again = test.Ring.Open("alice", test.Ring.Seal("alice", grain, new() { Header = HeaderPrivacy.Blank }).Span);
            Assert.That(again.Delivered.Span.SequenceEqual(envelope), Is.True, "a grain is sealed with its envelope");
            count++;
        }
        Assert.That(count, Is.GreaterThan(20));
    }

    [Test]
    public void What_could_not_be_delivered_when_opened_is_not_sealed() // OMS-9.2-1, R-8
    {
        using TestRing test = new();
        byte[] signed = Vectors.Hex(Vectors.Rows("cose")[0], "blob_hex"), envelope = Vectors.Hex(Vectors.Rows("cose")[0], "envelope_hex");
        int start = EnvelopeView.Parse(envelope).PayloadOffset;
        byte[] wrapped = [.. envelope];
        wrapped[start + 1] = 0;
        foreach ((byte[] bytes, long offset) in new[] { (signed, 1L), (wrapped, start + 1L) })
        {
            foreach (bool compress in new[] { false, true })
            {
                OmsFault fault = Assert.Throws<OmsException>(() => test.Ring.Seal("alice", bytes, new() { Compress = compress }))!.Fault;
                Assert.That((fault.Code, fault.Rule, fault.Offset), Is.EqualTo((OmsErrorCode.SignedMismatch, "OMS-9.2-1", offset)));
            }
            Assert.Throws<OmsException>(() => test.Ring.SealInto("alice", bytes, new byte[UserKeyRing.GetMaxSealedLength(bytes.Length)]));
        }
        GrainBlob bare = GrainBlob.Parse(signed, new() { InsideEnvelope = true });
        Assert.That(Assert.Throws<OmsException>(() => test.Ring.Seal("alice", bare))!.Code, Is.EqualTo(OmsErrorCode.SignedMismatch));
        Assert.That(test.Ring.GetState("alice"), Is.EqualTo(UserSaltState.None), "no key was made for it");
    }

    /// <summary>A signed grain without its envelope is not sealed; with it, it is.</summary>
    private static bool IsRefused(UserKeyRing ring, VectorBlob blob)
    {
        if (!blob.Options.InsideEnvelope) return false;
        Assert.That(Assert.Throws<OmsException>(() => ring.Seal("alice", blob.Bytes))!.Code, Is.EqualTo(OmsErrorCode.SignedMismatch), blob.Name);
        return true;
    }

    private static void Roundtrip(UserKeyRing ring, string userId, VectorBlob blob, GrainBlob sealedGrain, bool isBlank)
    {
        GrainView view = GrainView.Parse(sealedGrain.Span);
        GrainHeader.TryRead(blob.Bytes, out GrainHeader header);
        GrainHeader expected = header with { Flags = GrainFlags.Encrypted };
        if (isBlank) expected = expected with { NamespaceHash = 0, CreatedAtSeconds = 0 };
        Assert.That(view.Header, Is.EqualTo(expected), blob.Name);
        Assert.That(sealedGrain.Length, Is.LessThanOrEqualTo(UserKeyRing.GetMaxSealedLength(blob.Bytes.Length)));
        byte[] opened = new byte[sealedGrain.Length];
        int length = ring.OpenInto(userId, sealedGrain.Span, opened);
        Assert.That(opened.AsSpan(0, length).SequenceEqual(blob.Bytes), Is.True, blob.Name);
        GrainBlob grain = ring.Open(userId, sealedGrain.Span, blob.Options);
        Assert.That(grain.Span.SequenceEqual(blob.Bytes) && grain.Address == ContentAddress.Compute(blob.Bytes), Is.True, blob.Name);
    }
}
