using System.Globalization;
using System.Text;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A grain in its envelope (§9): write and sign it, read the envelope, verify it, and refuse it with a bit changed.</summary>
internal static class EnvelopeRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        byte[] envelope = row.Hex("envelope_hex");
        SignatureAlgorithm algorithm = (SignatureAlgorithm)row["alg"].GetInt32();
        using SigningKey key = KeyOf(row, algorithm);
        return CheckKey(row, key)
            ?? CheckParts(row, envelope, key.PublicKey)
            ?? CheckVerified("verify", row, envelope, new SignatureVerifier().VerifyAsync(envelope).AsTask().GetAwaiter().GetResult())
            ?? CheckVerified("verify with the key", row, envelope, new SignatureVerifier().Verify(envelope, key.PublicKey))
            ?? RefuseChanges(envelope)
            ?? CheckGrain(row, envelope)
            ?? CheckSigning(row, envelope, key)
            ?? RowOutcome.Pass;
    }

    private static SigningKey KeyOf(VectorRow row, SignatureAlgorithm algorithm) => algorithm == SignatureAlgorithm.Es256
        ? SigningKey.FromP256Scalar(row.Hex("private_key_hex"), row.Text("kid"))
        : SigningKey.FromEd25519Seed(row.Hex("private_key_hex"), row.Text("kid"), algorithm);

    private static RowOutcome? CheckKey(VectorRow row, SigningKey key) =>
        KeyRowChecks.Compare("public key", row.Hex("public_key_hex"), key.PublicKey.Bytes.Span)
        ?? KeyRowChecks.Compare("key in kid", row.Hex("public_key_hex"), DidKey.Parse(row.Text("kid")).Bytes.Span);

    /// <summary>The parts of the envelope, each as stated, and the signature over the stated bytes.</summary>
    private static RowOutcome? CheckParts(VectorRow row, byte[] bytes, VerificationKey key)
    {
        EnvelopeView envelope = EnvelopeView.Parse(bytes);
        if (KeyRowChecks.Compare("protected header", row.Hex("protected_hex"), envelope.ProtectedHeader) is { } badHeader) return badHeader;
        if (KeyRowChecks.Compare("signature", row.Hex("signature_hex"), envelope.Signature) is { } badSignature) return badSignature;
        if (row.Has("blob_hex") && KeyRowChecks.Compare("payload", row.Hex("blob_hex"), envelope.Payload) is { } badPayload) return badPayload;
        if (row.Has("to_be_signed_hex") && !key.Verify(row.Hex("to_be_signed_hex"), envelope.Signature)) return RowOutcome.Fail("signature over to_be_signed_hex", "valid", "invalid");
        return KeyRowChecks.Compare("kid", row.Text("kid"), Encoding.UTF8.GetString(envelope.KeyId))
            ?? KeyRowChecks.Compare("alg", Text(row["alg"].GetInt64()), Text(envelope.Algorithm))
            ?? KeyRowChecks.Compare("iat", Text(row["iat"].GetInt64()), Text(envelope.IssuedAt))
            ?? KeyRowChecks.Compare("address of the payload", row.Text("address"), ContentAddress.Compute(envelope.Payload).ToString());
    }

    private static RowOutcome? CheckVerified(string check, VectorRow row, byte[] envelope, SignatureCheck result)
    {
        if (!result.IsVerified) return RowOutcome.Fail(check, $"{SignatureStatus.Verified}", $"{result.Status}: {result.Fault}");
        if (result.Grain is not { } grain) return RowOutcome.Fail(check, "a grain", "none");
        return KeyRowChecks.Compare($"{check}: signer", row.Text("kid"), result.Signer ?? "none")
            ?? KeyRowChecks.Compare($"{check}: kid", row.Text("kid"), result.KeyId ?? "none")
            ?? KeyRowChecks.Compare($"{check}: alg", Text(row["alg"].GetInt64()), Text((long)result.Algorithm))
            ?? KeyRowChecks.Compare($"{check}: iat", Text(row["iat"].GetInt64()), Text(result.IssuedAt?.ToUnixTimeSeconds()))
            ?? KeyRowChecks.Compare($"{check}: address", row.Text("address"), grain.Address.ToString())
            ?? KeyRowChecks.Compare($"{check}: envelope", envelope, grain.Delivered.Span);
    }

    /// <summary>Nothing is verified of which a bit was changed, in any part that the signature covers.</summary>
    private static RowOutcome? RefuseChanges(byte[] bytes)
    {
        EnvelopeView envelope = EnvelopeView.Parse(bytes);
        int header = bytes.AsSpan().IndexOf(envelope.ProtectedHeader) + envelope.ProtectedHeader.Length - 1;
        foreach (int position in (ReadOnlySpan<int>)[header, envelope.PayloadOffset + envelope.Payload.Length - 1, bytes.Length - 1])
        {
            byte[] changed = [.. bytes];
            changed[position] ^= 1;
            SignatureCheck result = new SignatureVerifier().VerifyAsync(changed).AsTask().GetAwaiter().GetResult();
            if (result.IsVerified || result.Grain is not null) return RowOutcome.Fail($"verify with a bit of byte {Text(position)} changed", "refused", $"{result.Status}");
        }
        return null;
    }

    /// <summary>The grain is written as the envelope has it; a row need not say with a flag that its blob is CBOR.</summary>
    private static RowOutcome? CheckGrain(VectorRow row, byte[] envelope)
    {
        if (!row.Has("input")) return null;
        GrainHeader header = GrainBlob.Parse(EnvelopeView.Parse(envelope).Payload, new() { InsideEnvelope = true }).Header;
        Grain grain = Grain.FromFields(new VectorNotation().Expand(row["input"]).AsMap()) with
        {
            IsSigned = true,
            Sensitivity = GrainRowCheck.SensitivityOf(row),
            Encoding = header.Flags.HasFlag(GrainFlags.Cbor) ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack,
        };
        GrainBlob written = grain.ToBlob();
        return KeyRowChecks.Compare("write", row.Hex("blob_hex"), written.Span) ?? KeyRowChecks.Compare("address", row.Text("address"), written.Address.ToString());
    }

    /// <summary>Signs the blob: exactly the stated bytes are given to the signer, and the same envelope comes out where signatures repeat.</summary>
    private static RowOutcome? CheckSigning(VectorRow row, byte[] envelope, SigningKey key)
    {
        GrainBlob blob = GrainBlob.Parse(EnvelopeView.Parse(envelope).Payload, new() { InsideEnvelope = true });
        RecordingSigner signer = new(key);
        SignOptions options = new() { IssuedAt = DateTimeOffset.FromUnixTimeSeconds(row["iat"].GetInt64()) };
        GrainBlob signed = GrainSigning.SignAsync(blob, signer, options).AsTask().GetAwaiter().GetResult();
        if (row.Is("reproducible", true) && KeyRowChecks.Compare("sign", envelope, signed.Delivered.Span) is { } badEnvelope) return badEnvelope;
        if (CheckVerified("verify what was signed", row, signed.Delivered.ToArray(), new SignatureVerifier().Verify(signed.Delivered, key.PublicKey)) is { } badSignature) return badSignature;
        // What only peers write, a kid that is a text, is no header of ours.
        bool hasTextKid = row.Hex("protected_hex").AsSpan().IndexOf(TextOf(row.Text("kid"))) >= 0;
        if (!row.Is("reproducible", true) && (key.Algorithm != SignatureAlgorithm.Es256 || hasTextKid)) return null;
        if (row.Has("to_be_signed_hex") && KeyRowChecks.Compare("to be signed", row.Hex("to_be_signed_hex"), signer.Message) is { } badMessage) return badMessage;
        return KeyRowChecks.Compare("sign: protected header", row.Hex("protected_hex"), EnvelopeView.Parse(signed.Delivered.Span).ProtectedHeader);
    }

    /// <summary>A text of 24 to 255 bytes as CBOR has it, as every did:key is.</summary>
    private static byte[] TextOf(string kid) => [0x78, (byte)Encoding.UTF8.GetByteCount(kid), .. Encoding.UTF8.GetBytes(kid)];

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";

    /// <summary>Signs, and keeps what it was given to sign.</summary>
    private sealed class RecordingSigner(SigningKey key) : IGrainSigner
    {
        internal byte[] Message { get; private set; } = [];

        public string KeyId => key.KeyId;

        public SignatureAlgorithm Algorithm => key.Algorithm;

        public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
        {
            Message = message.ToArray();
            return key.SignAsync(message, cancellationToken);
        }
    }
}
