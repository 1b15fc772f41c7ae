using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Input;
using OpenMemory.Cli.Output;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary><c>sign</c>: grains that are authored as signed in, their envelopes out (§9).</summary>
internal static class SignCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> input = new("input")
        {
            Description = "Grain JSON, which is written as signed, or blobs with the signed flag: hex lines, lines of encode, a raw blob or a framed stream; " +
                "not a .mg file, whose grains name each other by addresses that signing would change; - is standard input",
        };
        SignerOptions signer = new();
        Option<bool> asNew = new("--as-new") { Description = "Write blobs without the flag again, as signed grains with other addresses, instead of refusing them" };
        Option<bool> restore = Inputs.Restore();
        GrainTarget target = new();
        Command command = new("sign", "Put grains into envelopes with a signature") { input };
        signer.AddTo(command);
        command.Add(asNew);
        command.Add(restore);
        target.AddTo(command);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(input);
            using SigningKey key = signer.Load(result);
            using InputReader reader = InputReader.Open(path, context);
            if (reader.Format == InputFormat.MgFile)
                throw new UsageException("grains of a .mg file are not signed in place: those without the flag get other addresses, and links to them break; 'unpack' and --as-new do it nevertheless");
            SignOptions options = signer.Options(result, context);
            using GrainOutput output = target.Open(result, path, reader, context);
            GrainSigner work = new(key, options, output) { AsNew = result.GetValue(asNew) };
            BlobInput blobs = new(reader) { EncodeGrain = json => (GrainJson.Parse(json.Span, result.GetValue(restore)) with { IsSigned = true }).ToBlob() };
            blobs.ForEach(work.Add);
            output.Complete();
            output.Report(work.Summary);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Signs grains, and counts what it did.</summary>
    private sealed class GrainSigner(SigningKey key, SignOptions options, GrainOutput output)
    {
        private long _signed, _rewritten, _others;

        /// <summary>Whether grains without the flag are written again.</summary>
        internal bool AsNew { get; init; }

        internal string Summary => string.Create(CultureInfo.InvariantCulture, $"{_signed} signed by {key.KeyId}")
            + (_rewritten == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {_rewritten} of them written again under another address"))
            + (_others == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {_others} of them with another author_did"));

        /// <exception cref="OmsException">The grain is not sound, or is not to be signed.</exception>
        internal void Add(ReadOnlySpan<byte> delivered)
        {
            if (EnvelopeView.IsEnvelope(delivered)) throw new UsageException("this is an envelope: the grain is signed already");
            GrainBlob blob = Authored(delivered, out ContentAddress? from);
            if (blob.View().TryGet(Field.AuthorDid, out FieldValue author) && !(author.Kind == OmsValueKind.Text && author.ToText() == SignerDid)) _others++;
            output.Write(GrainSigning.Sign(blob, key, options), from);
            _signed++;
        }

        private string SignerDid => key.KeyId.Split('#')[0];

        private GrainBlob Authored(ReadOnlySpan<byte> bytes, out ContentAddress? from)
        {
            from = null;
            bool isSigned = GrainHeader.TryRead(bytes, out GrainHeader header) && (header.Flags & GrainFlags.Signed) != 0;
            GrainBlob blob = GrainBlob.Parse(bytes, new() { InsideEnvelope = isSigned });
            if (isSigned) return blob;
            if (!AsNew)
                throw new OmsException(new OmsFault(OmsErrorCode.SignedMismatch, "OMS-9.2-3", "The grain is not authored as signed, and its flag does not change; --as-new writes it again as a signed grain, which has another address", 1));
            from = blob.Address;
            _rewritten++;
            return (Grain.Read(bytes) with { IsSigned = true }).ToBlob();
        }
    }
}
