using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>A policy in the form in which it is applied. Whatever it cannot decide, it withholds.</summary>
internal sealed class PolicyEngine
{
    private static readonly string[] s_sensitive = ["pii:", "sec:", "legal:", "phi:"];
    private static readonly TextPattern s_health = new("phi:*");

    private readonly DisclosurePolicy _policy;
    private readonly CompiledRule[] _rules;
    private readonly HashSet<string> _identities;

    internal PolicyEngine(DisclosurePolicy policy)
    {
        _policy = policy;
        PolicyNames.Check(policy);
        _rules = [.. policy.Rules.Select(static rule => new CompiledRule(rule))];
        _identities = [.. policy.Identities];
    }

    internal DisclosureDecision Decide(GrainBlob grain, TraceSearch search)
    {
        GrainView view = grain.View();
        if (view.IsSealed) return DecideSealed(view);
        if (CompressedPayload.IsIn(view.Header.Flags)) return DisclosureDecision.Withhold("R-9", "The payload is compressed and cannot be read");
        if (!grain.IsCanonical) return DisclosureDecision.Withhold("R-26", "The bytes are not canonical, so that fields may be missed");
        GrainTraits traits = new(view);
        CompiledRule[] rules = Matching(traits);
        if (!view.Type.HasSchema() && !Array.Exists(rules, rule => rule.Names(grain.Header.Type)))
            return DisclosureDecision.Withhold("R-22", "The type has no schema, and no rule names it");
        if (rules.Length == 0 && !_policy.ShowUnmatched) return DisclosureDecision.Withhold("R-38", "No rule matches the grain");
        List<DisclosureReason> withheld = [];
        foreach (CompiledRule rule in rules)
        {
            if (rule.Withhold) withheld.Add(new(rule.Name, "R-38", "The rule withholds the grain"));
        }
        if (!IsKnown(view, traits, rules, out DisclosureReason unknown)) withheld.Add(unknown);
        if (withheld.Count > 0) return DisclosureDecision.Withhold(withheld);
        if (Readable.FaultOfDisclosure(view) is { IsFault: true } fault)
            return DisclosureDecision.Withhold(new DisclosureReason(DisclosurePolicy.NoRule, fault.Rule, fault.Message, fault.Field));
        DisclosureDecision decision = new FieldChoice(view, _identities).Decide(traits, rules, search);
        // A grain that stays as it is stays in its envelope, which names who signed it.
        if (decision.Action == DisclosureAction.ShowWhole && grain.IsSigned && Array.Find(rules, static rule => rule.HidesAbsent(Field.AuthorDid.FullName)) is { } hides)
            return DisclosureDecision.Withhold(new DisclosureReason(hides.Name, "OMS-9.2-1", "The envelope names the author, whom the rule hides", Field.AuthorDid.FullName));
        if (decision.Action == DisclosureAction.ShowWhole && grain.IsSigned && search.IsIn(grain.Envelope.Span))
            return DisclosureDecision.Withhold("OMS-9.2-1", "The envelope holds a text that must not be shown");
        return decision;
    }

    internal DisclosureOutcome Apply(GrainBlob grain, in DisclosureApplyOptions options, TraceSearch search)
    {
        DisclosureDecision decision = Decide(grain, search);
        if (decision.Action == DisclosureAction.Withhold) return new(null, decision, []);
        if (decision.Action == DisclosureAction.ShowWhole) return new(grain, decision, []);
        try
        {
            GrainBlob disclosed = Elision.Elide(grain, decision.Fields, new() { AllowUnlisted = true, Signed = options.Signed, Limits = options.Limits });
            // Whatever a name stands for, nothing that is to be hidden leaves under it.
            HashSet<string> hidden = [.. decision.Fields];
            foreach (FieldEntry entry in disclosed.View())
            {
                if (hidden.Contains(FieldNames.Of(entry)))
                    return new(null, DisclosureDecision.Withhold("R-38", "The grain has a field twice, by name and by key"), []);
            }
            return new(disclosed, decision, [.. ElisionRisk.Estimate(grain, decision.Fields).Where(static risk => risk.Risk != GuessRisk.Low)]);
        }
        catch (OmsException exception)
        {
            return new(null, DisclosureDecision.Withhold(new DisclosureReason(DisclosurePolicy.NoRule, exception.Fault.Rule, exception.Fault.Message, exception.Fault.Field)), []);
        }
    }

    private DisclosureDecision DecideSealed(in GrainView view) =>
        _policy.ShowSealed && view.Header.Sensitivity <= _policy.MaxSensitivity
            ? new(DisclosureAction.ShowWhole, [], [])
            : DisclosureDecision.Withhold("R-9", "The grain is sealed and cannot be read");

    private CompiledRule[] Matching(in GrainTraits traits)
    {
        List<CompiledRule> matching = [];
        foreach (CompiledRule rule in _rules)
        {
            if (rule.Matches(traits)) matching.Add(rule);
        }
        return [.. matching];
    }

    /// <summary>Whether a tag is sensitive, or was meant to be: <c>PII:name</c> raises no level, and no rule names it.</summary>
    private static bool IsSensitive(ReadOnlySpan<byte> tag)
    {
        foreach (string prefix in s_sensitive)
        {
            if (tag.Length >= prefix.Length && Ascii.EqualsIgnoreCase(tag[..prefix.Length], prefix)) return true;
        }
        return false;
    }

    /// <summary>Whether rules name every sensitive tag, and tags that they name explain the level in the header (§13).</summary>
    private bool IsKnown(in GrainView view, in GrainTraits traits, CompiledRule[] rules, out DisclosureReason reason)
    {
        Sensitivity explained = _policy.MaxSensitivity;
        reason = default;
        foreach (FieldEntry tag in traits.Tags)
        {
            if (tag.Value.Kind != OmsValueKind.Text || !IsSensitive(tag.Value.Utf8)) continue;
            bool isNamed = _policy.AllowUnknownTags;
            foreach (CompiledRule rule in rules) isNamed |= rule.Knows(tag.Value.Utf8);
            if (!isNamed)
            {
                reason = new(DisclosurePolicy.NoRule, "OMS-13.3-2", "The grain has a sensitive tag that the policy does not name", Field.StructuralTags.FullName);
                return false;
            }
            Sensitivity level = s_health.Matches(tag.Value.Utf8) ? Sensitivity.Phi : Sensitivity.Pii;
            if (level > explained) explained = level;
        }
        if (view.Header.Sensitivity <= explained) return true;
        reason = new(DisclosurePolicy.NoRule, "OMS-13.4-2", "The header says more sensitivity than tags that the policy names explain");
        return false;
    }
}
