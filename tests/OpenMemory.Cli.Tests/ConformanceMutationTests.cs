using System.Text;
using System.Text.Json.Nodes;
using OpenMemory.Cli.Conformance;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Tests;

/// <summary>A runner that passes everything is worth nothing: every statement of a row, made untrue, must fail it.</summary>
[TestFixture]
internal sealed class ConformanceMutationTests
{
    [TestCase("spec-21", 0, "blob_hex")]
    [TestCase("spec-21", 0, "address")]
    [TestCase("spec-21", 0, "input/object")]
    [TestCase("spec-21", 0, "input/confidence")]
    [TestCase("spec-21", 0, "input/created_at")]
    [TestCase("legacy", 2, "blob_hex")]
    [TestCase("legacy", 2, "input/relation")]
    [TestCase("sensitivity", 3, "sensitivity")]
    [TestCase("opaque", 1, "payload/t")]
    [TestCase("opaque", 1, "payload/x/y")]
    [TestCase("opaque", 1, "blob_hex")]
    [TestCase("opaque", 1, "address")]
    [TestCase("opaque", 1, "type_byte")]
    [TestCase("dedup-key", 0, "dedup_key")]
    [TestCase("dedup-key", 0, "target_ref")]
    [TestCase("datetime", 0, "epoch_ms")]
    [TestCase("mgfile", 3, "grains/1")]
    [TestCase("mgfile", 3, "addresses/1")]
    [TestCase("mgfile", 3, "flags_byte")]
    [TestCase("mgfile", 3, "file_sha256")]
    [TestCase("mgfile", 3, "file_hex")]
    [TestCase("mgfile", 3, "options/deduplicated")]
    [TestCase("framing", 2, "grains/1")]
    [TestCase("framing", 2, "stream_hex")]
    [TestCase("framing", 10, "consumed")]
    [TestCase("kdf", 0, "master_key_hex")]
    [TestCase("kdf", 0, "user_id")]
    [TestCase("kdf", 0, "user_id_nfc_utf8_hex")]
    [TestCase("kdf", 0, "user_key_hex")]
    [TestCase("kdf", 0, "blind_index_key_hex")]
    [TestCase("kdf", 0, "blind_index_hex")]
    [TestCase("kdf", 42, "key_hex")]
    [TestCase("kdf", 42, "nonce_hex")]
    [TestCase("kdf", 42, "aad_hex")]
    [TestCase("kdf", 42, "plaintext_hex")]
    [TestCase("kdf", 42, "ciphertext_hex")]
    [TestCase("kdf", 42, "tag_hex")]
    [TestCase("sealed", 2, "master_key_hex")]
    [TestCase("sealed", 2, "master_key_version")]
    [TestCase("sealed", 2, "salt_hex")]
    [TestCase("sealed", 2, "user_id")]
    [TestCase("sealed", 2, "user_key_hex")]
    [TestCase("sealed", 2, "nonce_hex")]
    [TestCase("sealed", 2, "blank_header")]
    [TestCase("sealed", 2, "blob_hex")]
    [TestCase("sealed", 2, "address")]
    [TestCase("sealed", 2, "sealed_hex")]
    [TestCase("sealed", 2, "sealed_address")]
    [TestCase("elision", 0, "original/object")]
    [TestCase("elision", 0, "original_blob_hex")]
    [TestCase("elision", 0, "original_address")]
    [TestCase("elision", 0, "elide/0")]
    [TestCase("elision", 0, "hashes/user_id")]
    [TestCase("elision", 0, "values_msgpack_hex/namespace")]
    [TestCase("elision", 0, "disclosed/object")]
    [TestCase("elision", 0, "disclosed/_disclosure_of")]
    [TestCase("elision", 0, "disclosed/_elided/user_id")]
    [TestCase("elision", 0, "blob_hex")]
    [TestCase("elision", 0, "payload_hex")]
    [TestCase("elision", 0, "address")]
    [TestCase("elision", 14, "flags/cbor")]
    [TestCase("elision", 14, "hashes/context")]
    [TestCase("elision", 15, "flags/signed")]
    [TestCase("cose", 0, "input/object")]
    [TestCase("cose", 0, "alg")]
    [TestCase("cose", 0, "kid")]
    [TestCase("cose", 0, "private_key_hex")]
    [TestCase("cose", 0, "public_key_hex")]
    [TestCase("cose", 0, "iat")]
    [TestCase("cose", 0, "blob_hex")]
    [TestCase("cose", 0, "address")]
    [TestCase("cose", 0, "protected_hex")]
    [TestCase("cose", 0, "to_be_signed_hex")]
    [TestCase("cose", 0, "signature_hex")]
    [TestCase("cose", 0, "envelope_hex")]
    [TestCase("cose", 2, "input/object")]
    [TestCase("cose", 2, "alg")]
    [TestCase("cose", 2, "kid")]
    [TestCase("cose", 2, "private_key_hex")]
    [TestCase("cose", 2, "public_key_hex")]
    [TestCase("cose", 2, "iat")]
    [TestCase("cose", 2, "blob_hex")]
    [TestCase("cose", 2, "address")]
    [TestCase("cose", 2, "protected_hex")]
    [TestCase("cose", 2, "to_be_signed_hex")]
    [TestCase("cose", 2, "signature_hex")]
    [TestCase("cose", 2, "envelope_hex")]
    [TestCase("cose", 28, "protected_hex")]
    [TestCase("did-key", 0, "did")]
    [TestCase("did-key", 0, "multicodec_hex")]
    [TestCase("did-key", 0, "public_key_hex")]
    [TestCase("did-key", 0, "private_key_hex")]
    [TestCase("did-key", 1, "kind")]
    [TestCase("invalid", 0, "error")]
    public void Row_WithAnUntrueStatement_Fails(string file, int index, string path)
    {
        JsonNode row = Row(file, index);
        Assert.That(Run(row).Passed, Is.EqualTo(1), "the row as it is");
        Spoil(row, path.Split('/'));
        Assert.That(Run(row).Failed, Is.EqualTo(1), "the spoiled row");
    }

    [TestCase("envelope")]
    [TestCase("elide")]
    public void InvalidRow_OfAKind_FailsWithAnotherCode(string kind)
    {
        JsonNode[] rows = [.. JsonNode.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, "invalid.json")))!.AsArray()
            .Where(row => row!["kind"]!.GetValue<string>() == kind).Select(static row => row!.DeepClone())];
        Assert.That(rows, Has.Length.GreaterThan(10));
        foreach (JsonNode row in rows)
        {
            row.AsObject().Remove("error_any_of");
            row["error"] = "ERR_EVIDENCE_REQUIRED";
            Assert.That(Run(row).Failed, Is.EqualTo(1), row["name"]!.GetValue<string>());
        }
    }

    [Test]
    public void GrainRow_WithAWrongDecodedGrain_Fails()
    {
        JsonNode row = Row("spec-21", 0);
        JsonNode decoded = row["input"]!.DeepClone();
        row["decoded"] = decoded;
        Assert.That(Run(row).Passed, Is.EqualTo(1));
        decoded["confidence"] = JsonNode.Parse("1");
        Assert.That(Run(row).Failures[0].Check, Is.EqualTo("read confidence"));
    }

    [Test]
    public void GrainRow_WithAWrongLength_Fails()
    {
        JsonNode row = Row("spec-21", 0);
        int length = row["blob_hex"]!.GetValue<string>().Length / 2;
        row.AsObject().Remove("blob_hex");
        row["blob_length"] = length;
        Assert.That(Run(row).Passed, Is.EqualTo(1));
        row["blob_length"] = length + 1;
        Assert.That(Run(row).Failed, Is.EqualTo(1));
    }

    /// <summary>R-7: an envelope around a CBOR grain, of which the vectors have no row.</summary>
    [Test]
    public void EnvelopeRow_OfACborGrain_Passes()
    {
        JsonNode row = Row("cose", 0);
        using SigningKey key = SigningKey.FromEd25519Seed(Convert.FromHexString(row["private_key_hex"]!.GetValue<string>()));
        Grain grain = GrainJson.Parse(row["input"]!.ToJsonString()) with { IsSigned = true, Encoding = PayloadEncoding.Cbor };
        GrainBlob signed = GrainSigning.Sign(grain.ToBlob(), key, new() { IssuedAt = DateTimeOffset.FromUnixTimeSeconds(row["iat"]!.GetValue<long>()) });
        EnvelopeView envelope = EnvelopeView.Parse(signed.Envelope.Span);
        row["flags"] = new JsonObject { ["cbor"] = true };
        row["address"] = signed.Address.ToString();
        row["blob_hex"] = Convert.ToHexStringLower(signed.Span);
        row["envelope_hex"] = Convert.ToHexStringLower(envelope.Bytes);
        row["protected_hex"] = Convert.ToHexStringLower(envelope.ProtectedHeader);
        row["signature_hex"] = Convert.ToHexStringLower(envelope.Signature);
        row.AsObject().Remove("to_be_signed_hex");
        Assert.That(Run(row).Passed, Is.EqualTo(1));
        row["blob_hex"] = Row("cose", 0)["blob_hex"]!.GetValue<string>();
        Assert.That(Run(row).Failed, Is.EqualTo(1), "the blob of the MessagePack grain");
    }

    /// <summary>OMS-9.3-2: a key that cannot be told verifies nothing, which the rows know as ERR_INTEGRITY.</summary>
    [Test]
    public void InvalidRow_OfASignerWhomNobodyKnows_Passes()
    {
        using SigningKey key = SigningKey.Create(keyId: "did:web:example.com");
        GrainBlob signed = GrainSigning.Sign((GrainJson.Parse(Row("cose", 0)["input"]!.ToJsonString()) with { IsSigned = true }).ToBlob(), key);
        JsonObject row = new()
        {
            ["name"] = "kid-of-nobody", ["section"] = "9", ["kind"] = "envelope", ["hex"] = Convert.ToHexStringLower(signed.Envelope.Span), ["error"] = "ERR_INTEGRITY", ["notes"] = "",
        };
        Assert.That(Run(row).Passed, Is.EqualTo(1));
    }

    private static JsonNode Row(string file, int index) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(Samples.VectorFolder, file + ".json")))![index]!;

    private static void Spoil(JsonNode node, ReadOnlySpan<string> path)
    {
        while (path.Length > 1)
        {
            node = Child(node, path[0])!;
            path = path[1..];
        }
        JsonNode spoiled = Other(Child(node, path[0])!);
        if (node is JsonArray array) array[int.Parse(path[0])] = spoiled;
        else node[path[0]] = spoiled;
    }

    private static JsonNode? Child(JsonNode node, string name) => node is JsonArray array ? array[int.Parse(name)] : node[name];

    private static JsonNode Other(JsonNode value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => OtherText(value.GetValue<string>()),
        System.Text.Json.JsonValueKind.True => false,
        System.Text.Json.JsonValueKind.False => true,
        _ when value.ToJsonString().Contains('.') => value.GetValue<double>() / 2,
        _ => value.GetValue<long>() == 0 ? 1 : value.GetValue<long>() - 1,
    };

    // The last character but one, so that hexadecimal stays hexadecimal.
    private static string OtherText(string text) => text.StartsWith("ERR_", StringComparison.Ordinal)
        ? "ERR_EVIDENCE_REQUIRED"
        : text.Length < 2 ? text + "x" : $"{text[..^2]}{(text[^2] == '0' ? '1' : '0')}{text[^1]}";

    private static ConformanceFileResult Run(JsonNode row)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes($"[{row.ToJsonString()}]"));
        return ConformanceRunner.Run("spoiled", stream);
    }
}
