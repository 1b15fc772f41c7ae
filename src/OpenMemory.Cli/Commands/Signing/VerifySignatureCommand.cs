using System.CommandLine;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Terminal;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary><c>verify-signature</c>: who signed grains, as far as it can be proven (§9.3).</summary>
internal static class VerifySignatureCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> input = new("input")
        {
            Description = "Envelopes and blobs: raw, hex lines, lines of encode, a .mg file or a framed stream; - is standard input",
        };
        Option<string?> key = new("--key") { Description = "Count only signatures of this did:key, whoever is named as signer", HelpName = "did" };
        TrustOptions trust = new();
        Option<string[]> documents = DidDocuments.Option();
        Option<bool> all = new("--all") { Description = "List accepted grains too" };
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Option<bool> compatible = Inputs.Compatible();
        Command command = new("verify-signature", "Verify the signatures of grains, and say whose they are") { input, key, documents, all, json, compatible };
        trust.AddTo(command);
        command.SetAction(result =>
        {
            GrainReadOptions reading = Inputs.ReadOptions(result.GetValue(compatible));
            SignatureVerifier verifier = new(DidDocuments.Resolver(result.GetValue(documents))) { ReadOptions = reading };
            VerificationKey? known = result.GetValue(key) is { } did ? KeyOf(did) : null;
            TrustPolicy policy = trust.Policy(result);
            using InputReader reader = InputReader.Open(result.GetRequiredValue(input), context);
            using SignatureTally tally = new(context, result.GetValue(json), result.GetValue(all));
            return Run(reader, bytes => known is null ? verifier.VerifyAsync(bytes).AsTask().GetAwaiter().GetResult() : verifier.Verify(bytes, known), policy, tally, reading.Mode, context);
        });
        return command;
    }

    private static int Run(InputReader input, Func<byte[], SignatureCheck> verify, TrustPolicy policy, SignatureTally tally, ReadingMode mode, CommandContext context)
    {
        using (ProgressLine progress = context.StartProgress("verifying", input.Length))
        {
            try
            {
                new BlobInput(input) { Mode = mode, TakesUnsound = true }.ForEach(delivered =>
                {
                    SignatureCheck check = verify(delivered.ToArray());
                    tally.Add(check, policy.Judge(check));
                    progress.Report(input.BytesRead);
                });
            }
            catch (Exception broken)
            {
                tally.BreakOff(broken.Message);
                throw;
            }
        }
        tally.Finish();
        if (tally.FirstRefusal is null) return ExitCode.Done;
        context.Error.WriteLine(PlainText.Clean(tally.FirstRefusal));
        return ExitCode.BadData;
    }

    private static VerificationKey KeyOf(string did) => DidKey.TryParse(did, out VerificationKey? key, out OmsFault fault)
        ? key
        : throw new UsageException($"--key needs a did:key: {fault.Message}");
}
