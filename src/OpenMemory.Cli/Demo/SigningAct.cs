using OpenMemory.Cli.Commands;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Demo;

/// <summary>The hand-over to another platform: two grains that the agent signs, and what the other platform can tell of them.</summary>
internal sealed class SigningAct
{
    internal const string FileName = "support-case-signed.mg";

    private static readonly string[] s_ids = ["hand-over", "escalation"];

    /// <summary>Whose signatures the other platform trusts.</summary>
    internal required string Agent { get; init; }

    internal int Grains { get; private init; }

    /// <summary>How many were verified, as the trusted agent's, under the addresses that the agent gave them.</summary>
    internal int Verified { get; private init; }

    /// <summary>Of how many the signer is the author whom the grain itself names.</summary>
    internal int ByTheirAuthor { get; private init; }

    /// <summary>How many were still verified after one bit of the grain was changed.</summary>
    internal int VerifiedWhenChanged { get; private init; }

    /// <summary>How many were accepted from a stranger, who signed the same grains.</summary>
    internal int AcceptedFromStranger { get; private init; }

    /// <summary>How many were accepted without the envelope.</summary>
    internal int AcceptedWithoutEnvelope { get; private init; }

    /// <summary>Whether everything that is genuine was accepted, and nothing else.</summary>
    internal bool IsComplete =>
        Grains == s_ids.Length && Verified == Grains && ByTheirAuthor == Grains && VerifiedWhenChanged + AcceptedFromStranger + AcceptedWithoutEnvelope == 0;

    /// <summary>Plays it; the keys live in memory and end with it.</summary>
    internal static SigningAct Play(string folder, IReadOnlyList<DemoStep> steps, CommandContext context)
    {
        using SigningKey agent = SigningKey.Create(), stranger = SigningKey.Create();
        GrainBlob[] grains = [.. s_ids.Select(id => steps.Single(step => step.Id == id)).Select(step => Author(step, agent.KeyId))];
        SignOptions options = new() { Clock = context.Clock };
        string path = Path.Combine(folder, FileName);
        using (MgFileWriter file = OutputFile.CreateMg(path, default))
        {
            foreach (GrainBlob grain in grains) file.Add(GrainSigning.Sign(grain, agent, options));
            OutputFile.Complete(file, path, context);
        }

        // From here on the other platform: it has the file, and the agent's DID.
        TrustPolicy policy = TrustPolicy.From(agent.KeyId);
        List<byte[]> delivered = ReadAll(path);
        SignatureCheck[] checks = [.. delivered.Select(Check)];
        HashSet<ContentAddress> authored = [.. grains.Select(static grain => grain.Address)];
        return new SigningAct
        {
            Agent = agent.KeyId,
            Grains = delivered.Count,
            Verified = checks.Count(check => policy.Judge(check) == TrustVerdict.Trusted && authored.Contains(check.Grain!.Address)),
            ByTheirAuthor = checks.Count(static check => check is { IsVerified: true, SignerIsAuthor: true }),
            VerifiedWhenChanged = delivered.Count(static bytes => Check(Changed(bytes)).IsVerified),
            AcceptedFromStranger = grains.Count(grain => policy.Judge(Check(GrainSigning.Sign(grain, stranger, options).Delivered.ToArray())) == TrustVerdict.Trusted),
            AcceptedWithoutEnvelope = delivered.Count(bytes => policy.Judge(Check(GrainBlob.BytesIn(bytes).ToArray())) == TrustVerdict.Trusted),
        };
    }

    /// <summary>Writes a grain of the case again, as the agent's and to be signed: another grain, which names the one it comes from .</summary>
    private static GrainBlob Author(DemoStep step, string agent) =>
        (step.Grain with { IsSigned = true, AuthorDid = agent, DerivedFrom = [step.Blob.Address.ToString()] }).ToBlob();

    private static List<byte[]> ReadAll(string path)
    {
        using MgFileReader reader = MgFileReader.Open(path);
        reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
        List<byte[]> grains = [];
        foreach (MgGrain grain in reader) grains.Add(grain.Bytes.ToArray());
        return grains;
    }

    private static SignatureCheck Check(byte[] delivered) => new SignatureVerifier().VerifyAsync(delivered).AsTask().GetAwaiter().GetResult();

    /// <summary>The envelope with the last bit of its grain changed.</summary>
    private static byte[] Changed(byte[] delivered)
    {
        byte[] changed = [.. delivered];
        EnvelopeView envelope = EnvelopeView.Parse(changed);
        changed[envelope.PayloadOffset + envelope.Payload.Length - 1] ^= 1;
        return changed;
    }
}
