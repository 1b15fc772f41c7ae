namespace OpenMemory.Disclosure;

/// <summary>Applies a policy to grain after grain, and has the disclosed ones signed.</summary>
internal sealed class GrainDiscloser
{
    private readonly DisclosurePolicy _policy;
    private readonly DisclosureApplyOptions _options;
    private readonly TraceSearch _terms;
    private readonly Func<GrainBlob, ValueTask<GrainBlob>>? _sign;

    internal GrainDiscloser(DisclosurePolicy policy, DisclosureExportOptions options)
    {
        _policy = policy;
        _sign = options.Sign;
        _options = new() { Signed = _sign is not null, Limits = options.Reading.Limits };
        _terms = new(options.Terms);
    }

    internal static DisclosureOutcome Unreadable(OmsFault fault) =>
        new(null, DisclosureDecision.Withhold(fault.Rule, "The grain cannot be read: " + fault.Message), []);

    internal async ValueTask<DisclosureOutcome> DiscloseAsync(GrainBlob grain)
    {
        DisclosureOutcome outcome = _policy.Apply(grain, _options, _terms);
        if (_sign is null || outcome.Decision.Action != DisclosureAction.Disclose) return outcome;
        GrainBlob signed = await _sign(outcome.Blob!).ConfigureAwait(false);
        if (signed is null || signed.Address != outcome.Blob!.Address || signed.Envelope.IsEmpty)
            throw new InvalidOperationException("The signer gave back another grain, or one without an envelope.");
        return new(signed, outcome.Decision, outcome.Risks);
    }
}
