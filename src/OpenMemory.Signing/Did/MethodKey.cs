using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OpenMemory.Signing;

/// <summary>The key of a verification method, in one of the three forms that documents have.</summary>
internal static class MethodKey
{
    private const string Multibase = "publicKeyMultibase", Jwk = "publicKeyJwk", Base58Form = "publicKeyBase58";
    private const int MaxBase58Length = 48, CoordinateLength = 43; // 32 bytes in Base64url without padding

    private static readonly string[] s_private = ["privateKeyJwk", "privateKeyMultibase", "secretKeyMultibase", "privateKeyBase58", "privateKeyHex", "privateKeyPem"];

    internal static bool TryRead(JsonElement method, [NotNullWhen(true)] out VerificationKey? key, out OmsFault fault)
    {
        key = null;
        string type = DidDocument.Text(method, "type") ?? "";
        bool hasMultibase = method.TryGetProperty(Multibase, out JsonElement multibase), hasJwk = method.TryGetProperty(Jwk, out JsonElement jwk);
        bool hasBase58 = method.TryGetProperty(Base58Form, out JsonElement base58);
        if (Array.Exists(s_private, name => method.TryGetProperty(name, out _))) return Published(out fault);
        if ((hasMultibase ? 1 : 0) + (hasJwk ? 1 : 0) + (hasBase58 ? 1 : 0) > 1)
            return Fail(OmsErrorCode.Corrupt, "A key stands in two forms", Multibase, out fault);
        bool isRead = hasMultibase ? TryReadMultibase(multibase, out key, out fault)
            : hasJwk ? TryReadJwk(jwk, out key, out fault)
            : hasBase58 ? TryReadBase58(type, base58, out key, out fault)
            : Fail(OmsErrorCode.NotSupported, "The key is in a form that is not known", null, out fault);
        if (isRead && key!.Type != KeyType.Ed25519 && type.StartsWith("Ed25519", StringComparison.Ordinal))
        {
            key = null;
            return Fail(OmsErrorCode.Corrupt, "The key is not of the kind that its type names", "type", out fault);
        }
        return isRead;
    }

    private static bool TryReadMultibase(JsonElement value, out VerificationKey? key, out OmsFault fault)
    {
        key = null;
        if (value.ValueKind != JsonValueKind.String) return Fail(OmsErrorCode.Corrupt, "The key is not a string", Multibase, out fault);
        bool isRead = Multikey.TryParse(value.GetString(), 0, out key, out fault);
        if (!isRead) fault = fault with { Field = Multibase, Offset = -1 };
        return isRead;
    }

    /// <summary>The form of Ed25519VerificationKey2018: the bare 32 bytes.</summary>
    private static bool TryReadBase58(string type, JsonElement value, out VerificationKey? key, out OmsFault fault)
    {
        key = null;
        if (type != "Ed25519VerificationKey2018") return Fail(OmsErrorCode.NotSupported, "A bare key in Base58 is read with the type Ed25519VerificationKey2018 only", "type", out fault);
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        byte[] bytes = text.Length <= MaxBase58Length ? Base58.Decode(text, out _) : [];
        return VerificationKey.TryFromEd25519(bytes, out key, out fault) || Locate(Base58Form, ref fault);
    }

    private static bool TryReadJwk(JsonElement jwk, out VerificationKey? key, out OmsFault fault)
    {
        key = null;
        if (jwk.ValueKind != JsonValueKind.Object) return Fail(OmsErrorCode.Corrupt, "The key is not an object", Jwk, out fault);
        if (jwk.TryGetProperty("d", out _)) return Published(out fault);
        if (DidDocument.Text(jwk, "use") is { } use && use != "sig") return Fail(OmsErrorCode.Integrity, "The key is not for signatures", "use", out fault);
        switch (DidDocument.Text(jwk, "kty"), DidDocument.Text(jwk, "crv"))
        {
            case ("OKP", "Ed25519"):
                byte[]? edwards = Coordinate(jwk, "x");
                if (edwards is null) return Fail(OmsErrorCode.Corrupt, "A coordinate is not 32 bytes in Base64url", "x", out fault);
                return VerificationKey.TryFromEd25519(edwards, out key, out fault) || Locate(Jwk, ref fault);
            case ("EC", "P-256"):
                byte[]? x = Coordinate(jwk, "x"), y = Coordinate(jwk, "y");
                if (x is null || y is null) return Fail(OmsErrorCode.Corrupt, "A coordinate is not 32 bytes in Base64url", x is null ? "x" : "y", out fault);
                return VerificationKey.TryFromP256([4, .. x, .. y], out key, out fault) || Locate(Jwk, ref fault);
            default:
                return Fail(OmsErrorCode.NotSupported, "Grains are signed with Ed25519 or P-256; this key is of another kind", "crv", out fault);
        }
    }

    private static byte[]? Coordinate(JsonElement jwk, string name)
    {
        if (DidDocument.Text(jwk, name) is not { Length: CoordinateLength } text) return null;
        byte[] bytes = new byte[Ed25519.KeyBytes + 1];
        bool isRead = Base64Url.DecodeFromChars(text, bytes, out _, out int length) == OperationStatus.Done && length == Ed25519.KeyBytes;
        return isRead ? bytes[..length] : null;
    }

    private static bool Published(out OmsFault fault) =>
        Fail(OmsErrorCode.Integrity, "The DID document shows the private key, so that anybody can sign with it", null, out fault);

    private static bool Locate(string field, ref OmsFault fault)
    {
        fault = fault with { Field = field };
        return false;
    }

    private static bool Fail(OmsErrorCode code, string message, string? field, out OmsFault fault)
    {
        fault = DidDocument.Fault(code, message, field);
        return false;
    }
}
