namespace OpenMemory.Signing;

/// <summary>Counts decisions into a <see cref="TrustReport"/>, in bounded memory. Not safe for use by several threads at once.</summary>
public sealed class TrustTally
{
    private readonly SortedDictionary<TrustVerdict, long> _verdicts = [];
    private readonly Dictionary<string, long> _signers = new(StringComparer.Ordinal);
    private readonly List<TrustFinding> _findings = [];
    private long _others;

    /// <summary>How many signers are counted by name; 1,000 by default.</summary>
    public int MaxSigners { get; init; } = 1000;

    /// <summary>How many grains that are not trusted are listed; 100 by default.</summary>
    public int MaxFindings { get; init; } = 100;

    /// <summary>Counts a decision.</summary>
    /// <param name="decision">The decision.</param>
    public void Add(TrustDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        _verdicts[decision.Verdict] = _verdicts.GetValueOrDefault(decision.Verdict) + 1;
        if (decision.Check is { IsVerified: true, Signer: { } signer })
        {
            if (_signers.TryGetValue(signer, out long count)) _signers[signer] = count + 1;
            else if (_signers.Count < MaxSigners) _signers[signer] = 1;
            else _others++;
        }
        if (!decision.IsTrusted && _findings.Count < MaxFindings)
            _findings.Add(new(decision.Index, decision.Address, decision.Verdict, decision.Check.Signer, decision.Fault));
    }

    /// <summary>The report so far.</summary>
    /// <returns>The report, which later decisions do not change.</returns>
    public TrustReport ToReport() => ToReport(default);

    internal TrustReport ToReport(in OmsFault fault) =>
        new(new Dictionary<TrustVerdict, long>(_verdicts), new Dictionary<string, long>(_signers, StringComparer.Ordinal), _others, [.. _findings], fault);
}
