using OpenMemory;
using OpenMemory.Signing;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory.Signing.</summary>
internal static class SigningExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static async Task<bool> RunAsync(string folder)
    {
        (SignatureCheck check, TrustDecision decision) = await SignAsync();
        return Directory.Exists(folder) && check.IsVerified && check.SignerIsAuthor == true && decision.IsTrusted;
    }

    private static async Task<(SignatureCheck Check, TrustDecision Decision)> SignAsync()
    {
        // <signing>
        using SigningKey key = SigningKey.Create();                           // Ed25519; its name is a did:key
        Fact refund = new()
        {
            Subject = "customer-456", Relation = "was_refunded", Object = "129.00 EUR", Confidence = 1, CreatedAt = DateTimeOffset.UtcNow,
            AuthorDid = key.KeyId, IsSigned = true,                           // a signed grain says so, and never travels without its envelope
        };
        GrainBlob signed = GrainSigning.Sign(refund.ToBlob(), key);

        SignatureCheck check = await new SignatureVerifier().VerifyAsync(signed.Delivered);
        TrustDecision decision = await new TrustExaminer(TrustPolicy.From(key.KeyId)).ExamineAsync(signed.Delivered);
        Console.WriteLine($"{check.Status} by {check.Signer}: {decision.Verdict}");
        // </signing>
        return (check, decision);
    }
}
