using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary>What became of one grain's signature, for a person and for a program.</summary>
internal static class SignatureLine
{
    /// <summary>For example <c>verified, did:key:z6Mk…, EdDSA, dated 2026-01-15T10:00:00.000Z</c>.</summary>
    internal static string Text(SignatureCheck check)
    {
        string text = Name(check.Status, ' ');
        if (check.Signer is not null) text += check.IsVerified ? $", {check.KeyId}" : $", claimed for {check.KeyId}";
        if (check.Algorithm != SignatureAlgorithm.None) text += $", {check.Algorithm}";
        if (check.IssuedAt is { } time) text += $", dated {UtcText.Of(time.ToUnixTimeMilliseconds())}";
        if (check is { IsVerified: true, SignerIsAuthor: false }) text += ", not by its author_did";
        if (check.Fault.IsFault) text += $": {check.Fault}";
        return PlainText.Clean(check.Warnings.Aggregate(text, static (line, warning) => $"{line}; {warning.Message}"));
    }

    /// <summary>One JSON object.</summary>
    internal static void Write(Utf8JsonWriter json, SignatureCheck check, long index, string? refusal)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        WriteMembers(json, check);
        json.WriteBoolean("accepted", refusal is null);
        if (refusal is not null) json.WriteString("refusal", refusal);
        json.WriteEndObject();
    }

    /// <summary>The members of such an object.</summary>
    internal static void WriteMembers(Utf8JsonWriter json, SignatureCheck check)
    {
        if (check.Grain is { } grain) json.WriteString("address", grain.Address.ToString());
        json.WriteString("status", Name(check.Status, '_'));
        if (check.Signer is not null) json.WriteString("signer", check.Signer);
        if (check.KeyId is not null) json.WriteString("kid", check.KeyId);
        if (check.Algorithm != SignatureAlgorithm.None) json.WriteNumber("alg", (int)check.Algorithm);
        if (check.IssuedAt is { } time) json.WriteNumber("iat", time.ToUnixTimeSeconds());
        if (check.SignerIsAuthor is { } isAuthor) json.WriteBoolean("signer_is_author", isAuthor);
        if (check.Fault.IsFault) json.WriteString("fault", check.Fault.ToString());
        if (check.Warnings.Count == 0) return;
        json.WriteStartArray("warnings");
        foreach (OmsFault warning in check.Warnings) json.WriteStringValue(warning.ToString());
        json.WriteEndArray();
    }

    internal static string Name(SignatureStatus status, char separator) => status switch
    {
        SignatureStatus.Verified => "verified",
        SignatureStatus.NoSignature => $"not{separator}signed",
        SignatureStatus.Invalid => "invalid",
        SignatureStatus.KeyUnresolvable => $"key{separator}unresolvable",
        SignatureStatus.Malformed => "malformed",
        _ => status.ToString().ToLower(CultureInfo.InvariantCulture),
    };
}
