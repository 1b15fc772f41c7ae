using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Disclosure;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary><c>verify-disclosure</c>: what a receiver can say of a disclosed grain, field by field (§10).</summary>
internal static class VerifyDisclosureCommand
{
    internal static Command Create(CommandContext context)
    {
        Argument<string> disclosed = new("disclosed") { Description = "A disclosed grain: hex, a line of encode, a raw blob or envelope; - is standard input" };
        Option<string?> original = new("--original") { Description = "The original, which may be an envelope: its signature is verified too", HelpName = "file" };
        Option<string[]> reveal = new("--reveal") { Description = "A value that was revealed, as JSON; may be given more than once", HelpName = "field=json" };
        Option<string[]> others = new("--with") { Description = "Another disclosed grain of the same original; may be given more than once", HelpName = "file" };
        Option<string[]> documents = DidDocuments.Option();
        Option<bool> json = new("--json") { Description = "Print one JSON object" };
        Command command = new("verify-disclosure", "Check a disclosed grain: what it shows, hides, proves") { disclosed, original, reveal, others, documents, json };
        command.Validators.Add(result =>
        {
            string?[] inputs = [result.GetValue(disclosed), result.GetValue(original), .. result.GetValue(others) ?? []];
            if (inputs.Count(static path => path == "-") > 1) result.AddError("Only one grain can come from standard input.");
        });
        command.SetAction(result =>
        {
            SignatureVerifier verifier = new(DidDocuments.Resolver(result.GetValue(documents)));
            Dictionary<string, OmsValue> values = Reveal(result.GetValue(reveal) ?? []);
            (GrainBlob grain, SignatureCheck signature) = Read(result.GetRequiredValue(disclosed), verifier, context);
            DisclosureFindings findings = new(DisclosureCheck.Examine(grain, values));
            SignatureCheck? originalSignature = null;
            if (result.GetValue(original) is { } originalPath)
            {
                (GrainBlob whole, originalSignature) = Read(originalPath, verifier, context);
                findings.Add(DisclosureCheck.AgainstOriginal(grain, whole));
            }
            GrainBlob[] siblings = [.. (result.GetValue(others) ?? []).Select(path => Read(path, verifier, context).Grain)];
            if (siblings.Length > 0) findings.Add(DisclosureCheck.Compare([grain, .. siblings]));
            Outcome outcome = new(grain, signature, originalSignature, findings);
            if (result.GetValue(json)) PrintJson(outcome, context);
            else Print(outcome, context);
            if (outcome.FirstFault is not { } fault) return ExitCode.Done;
            context.Error.WriteLine(PlainText.Clean(fault.ToString()));
            return ExitCode.BadData;
        });
        return command;
    }

    /// <summary>Reads a grain and verifies its signature, where it has one; one whose signature proves nothing is read all the same, to be compared.</summary>
    private static (GrainBlob Grain, SignatureCheck Signature) Read(string path, SignatureVerifier verifier, CommandContext context)
    {
        byte[] delivered = OneGrain.Read(path, context);
        SignatureCheck signature = verifier.VerifyAsync(delivered).AsTask().GetAwaiter().GetResult();
        return (signature.Grain ?? GrainBlob.ParseDelivered(delivered), signature);
    }

    private static Dictionary<string, OmsValue> Reveal(string[] pairs)
    {
        Dictionary<string, OmsValue> values = new(StringComparer.Ordinal);
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new UsageException("--reveal needs FIELD=JSON");
            if (!values.TryAdd(pair[..equals], Value(pair[..equals], pair[(equals + 1)..]))) throw new UsageException($"{pair[..equals]} is revealed twice");
        }
        return values;
    }

    private static OmsValue Value(string field, string text)
    {
        try
        {
            OmsMap map = GrainJson.ParseMap(CommandContext.Utf8.GetBytes($"{{\"value\":{text}\n}}"));
            if (map.Count == 1) return map["value"];
        }
        catch (OmsException)
        {
            // Said below, without the offset, which counts in a text that nobody wrote.
        }
        throw new UsageException($"the value of {field} is not JSON; a text stands in quotation marks");
    }

    private static void Print(Outcome outcome, CommandContext context)
    {
        DisclosureFindings findings = outcome.Findings;
        int width = findings.Fields.Select(static field => field.Name.Length).DefaultIfEmpty().Max();
        foreach (DisclosedField field in findings.Fields)
        {
            string fault = field.Fault.IsFault ? $": {field.Fault}" : "";
            context.WriteLine(PlainText.Clean($"{field.Name.PadRight(width)}  {Name(field.Status)}{fault}"));
        }
        foreach (OmsFault fault in findings.Faults) context.WriteLine(PlainText.Clean($"contradicted: {fault}"));
        string what = outcome.Grain.View().IsDisclosed ? "disclosed grain" : "grain that hides nothing and names no original:";
        context.WriteLine($"{what} {outcome.Grain.Address}: {SignatureLine.Text(outcome.Signature)}");
        if (findings.Original is { } original)
            context.WriteLine($"original {original}: {(outcome.OriginalSignature is null ? "not here" : findings.IsOriginalKnown ? SignatureLine.Text(outcome.OriginalSignature) : "another was given")}");
        string counts = string.Join(", ", Enum.GetValues<FieldDisclosure>().Select(status => string.Create(CultureInfo.InvariantCulture, $"{findings.Count(status)} {Name(status)}")));
        context.WriteLine($"{(outcome.FirstFault is null ? "consistent" : "bad")}: {counts}");
    }

    private static void PrintJson(Outcome outcome, CommandContext context)
    {
        using (Utf8JsonWriter json = new(context.Output))
        {
            json.WriteStartObject();
            json.WriteBoolean("consistent", outcome.FirstFault is null);
            json.WriteStartObject("disclosed");
            json.WriteString("address", outcome.Grain.Address.ToString());
            json.WriteBoolean("is_disclosed", outcome.Grain.View().IsDisclosed);
            SignatureLine.WriteMembers(json, outcome.Signature with { Grain = null });
            json.WriteEndObject();
            if (outcome.Findings.Original is { } original) WriteOriginal(json, original, outcome);
            json.WriteStartArray("fields");
            foreach (DisclosedField field in outcome.Findings.Fields)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("status", Name(field.Status));
                if (field.Fault.IsFault) json.WriteString("fault", field.Fault.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("faults");
            foreach (OmsFault fault in outcome.Findings.Faults) json.WriteStringValue(fault.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }
        context.WriteLine("");
    }

    private static void WriteOriginal(Utf8JsonWriter json, ContentAddress address, Outcome outcome)
    {
        json.WriteStartObject("original");
        json.WriteString("address", address.ToString());
        json.WriteBoolean("known", outcome.Findings.IsOriginalKnown);
        if (outcome.OriginalSignature is { } signature) SignatureLine.WriteMembers(json, signature with { Grain = null });
        json.WriteEndObject();
    }

    private static string Name(FieldDisclosure status) => status.ToString().ToLowerInvariant();

    /// <summary>All that was found out.</summary>
    private sealed record Outcome(GrainBlob Grain, SignatureCheck Signature, SignatureCheck? OriginalSignature, DisclosureFindings Findings)
    {
        /// <summary>What is wrong first; null where nothing is. No signature is no fault, one that is not verified is.</summary>
        internal OmsFault? FirstFault
        {
            get
            {
                foreach (OmsFault fault in Findings.Contradictions) return fault;
                foreach (SignatureCheck? check in (SignatureCheck?[])[Signature, OriginalSignature])
                {
                    if (check is not null && check.Fault.IsFault) return check.Fault;
                }
                return null;
            }
        }
    }
}
