using System.Globalization;
using System.Text.Json;
using OpenMemory.Cli.Terminal;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Commands;

/// <summary>Counts signatures by what became of them and by signer, and prints each as it comes.</summary>
internal sealed class SignatureTally : IDisposable
{
    // Whoever forges signatures names as many signers as he likes.
    private const int MaxSigners = 1000;

    private readonly CommandContext _context;
    private readonly bool _all;
    private readonly Utf8JsonWriter? _json;
    private readonly SortedDictionary<(SignatureStatus Status, string Signer), long> _counts = [];
    private readonly SortedDictionary<SignatureStatus, long> _furtherSigners = []; // apart, so that no signer's name can be mistaken for them

    internal SignatureTally(CommandContext context, bool asJson, bool all)
    {
        (_context, _all) = (context, all);
        if (!asJson) return;
        _json = new(context.Output);
        _json.WriteStartObject();
        _json.WriteStartArray("grains"); // which is not flushed yet: where nothing can be read, nothing is printed
    }

    internal long Count { get; private set; }

    internal long Refused { get; private set; }

    /// <summary>Why the first grain was refused, for standard error; null where none was.</summary>
    internal string? FirstRefusal { get; private set; }

    /// <summary>Takes a result, and what the policy says of it.</summary>
    internal void Add(SignatureCheck check, TrustVerdict verdict)
    {
        (SignatureStatus, string) key = (check.Status, check.Signer ?? "");
        if (_counts.Count < MaxSigners || _counts.ContainsKey(key)) _counts[key] = _counts.GetValueOrDefault(key) + 1;
        else _furtherSigners[check.Status] = _furtherSigners.GetValueOrDefault(check.Status) + 1;
        bool isAccepted = verdict == TrustVerdict.Trusted;
        if (!isAccepted)
        {
            Refused++;
            FirstRefusal ??= check.Fault.IsFault ? check.Fault.ToString() : Why(verdict);
        }
        if (_json is not null)
        {
            SignatureLine.Write(_json, check, Count, isAccepted ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString()));
            _json.Flush(); // so that it holds one entry at a time
        }
        else if (_all || !isAccepted)
        {
            string refusal = isAccepted || check.Fault.IsFault ? "" : $", refused: {Why(verdict)}";
            _context.WriteLine(PlainText.Clean(string.Create(CultureInfo.InvariantCulture, $"grain {Count}: {SignatureLine.Text(check)}{refusal}")));
        }
        Count++;
    }

    /// <summary>Prints the counts, and says in a line whether everything is accepted.</summary>
    internal void Finish()
    {
        if (_json is not null)
        {
            FinishJson(_json, fault: null);
            return;
        }
        foreach (((SignatureStatus status, string signer), long count) in _counts)
            _context.WriteLine(PlainText.Clean(string.Create(CultureInfo.InvariantCulture, $"{count} {SignatureLine.Name(status, ' ')} {Of(status, signer)}").TrimEnd()));
        foreach ((SignatureStatus status, long count) in _furtherSigners)
            _context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} {SignatureLine.Name(status, ' ')} (further signers)"));
        _context.WriteLine(Refused == 0
            ? $"accepted: {CountText.Of(Count, "grain")}"
            : string.Create(CultureInfo.InvariantCulture, $"refused: {Refused} of {CountText.Of(Count, "grain")}"));
    }

    /// <summary>Ends what was begun where the input breaks off: half an object is no JSON.</summary>
    internal void BreakOff(string fault)
    {
        if (_json is null) return;
        if (Count > 0) FinishJson(_json, fault);
        else _json.Reset();
    }

    public void Dispose() => _json?.Dispose();

    private static string Why(TrustVerdict verdict) => verdict switch
    {
        TrustVerdict.Unsigned => "it is not signed",
        TrustVerdict.SignerNotListed => "another signer than those that are accepted",
        TrustVerdict.SignerNotAuthor => "the signer is not its author_did",
        TrustVerdict.AlgorithmNotAllowed => "another algorithm than those that are accepted",
        TrustVerdict.NamespaceRefused => "nothing is accepted in its namespace",
        TrustVerdict.NamespaceHidden => "its namespace cannot be read",
        _ => "its signature is not verified",
    };

    private static string Of(SignatureStatus status, string signer) =>
        signer.Length == 0 || status == SignatureStatus.Verified ? signer : $"(claimed for {signer})";

    private void FinishJson(Utf8JsonWriter json, string? fault)
    {
        json.WriteEndArray();
        json.WriteStartArray("counts");
        foreach (((SignatureStatus status, string signer), long count) in _counts)
        {
            json.WriteStartObject();
            json.WriteString("status", SignatureLine.Name(status, '_'));
            if (signer.Length > 0) json.WriteString("signer", signer);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }
        foreach ((SignatureStatus status, long count) in _furtherSigners)
        {
            json.WriteStartObject();
            json.WriteString("status", SignatureLine.Name(status, '_'));
            json.WriteBoolean("further_signers", true);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("accepted", Count - Refused);
        json.WriteNumber("refused", Refused);
        if (fault is not null) json.WriteString("fault", fault);
        json.WriteEndObject();
        json.Flush();
        _context.WriteLine("");
    }
}
