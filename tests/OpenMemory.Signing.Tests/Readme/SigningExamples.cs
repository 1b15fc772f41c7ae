namespace OpenMemory.Signing.Tests;

/// <summary>The examples of README and docs/signing.md, compiled and run; the document shows the lines between the marks.</summary>
internal static class SigningExamples
{
    internal static async Task<SignatureCheck> Sign(Fact fact, MgFileWriter writer)
    {
        // <sign>
        using SigningKey key = SigningKeyFile.Load("agent.pem");                        // or an IGrainSigner over a key vault
        GrainBlob signed = GrainSigning.Sign((fact with { IsSigned = true }).ToBlob(), key);
        writer.Add(signed);                                                             // a file holds the envelope; the address is the grain's

        SignatureVerifier verifier = new();                                             // did:key needs nobody to ask
        SignatureCheck check = await verifier.VerifyAsync(signed.Delivered);
        Console.WriteLine($"{check.Status} by {check.Signer}, as author: {check.SignerIsAuthor}");
        // </sign>
        return check;
    }

    internal static async Task<TrustReport> Trust(string path, IDidDocumentSource documents, string partner)
    {
        // <trust>
        TrustPolicy policy = new(new TrustRule { Signers = [partner] }, new Dictionary<string, TrustRule>
        {
            ["agent:*"] = new() { Signers = [partner], SignerMustBeAuthor = true },
            ["telemetry"] = new() { AllowUnsigned = true },
        });
        TrustExaminer examiner = new(policy, new SignatureVerifier(new DidResolver(documents)));
        using MgFileReader file = MgFileReader.Open(path);
        TrustReport report = await examiner.ExamineAsync(file);
        Console.WriteLine($"{report.Trusted} of {report.Count} grains are trusted");
        // </trust>
        return report;
    }
}
