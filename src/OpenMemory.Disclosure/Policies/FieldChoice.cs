using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>Chooses the fields of one grain that are hidden.</summary>
internal readonly ref struct FieldChoice
{
    // Words of the specification's that say nothing of a person, whatever the person is called; and what every reader needs.
    private static readonly string[] s_noTrace = ["type", "created_at", "source_type", "_elided", "_disclosure_of"];

    private readonly GrainView _view;
    private readonly HashSet<string> _identities;
    private readonly List<string> _hidden = [];
    private readonly HashSet<string> _isHidden = [];
    private readonly List<DisclosureReason> _reasons = [], _withheld = [];

    internal FieldChoice(in GrainView view, HashSet<string> identities)
    {
        _view = view;
        _identities = identities;
    }

    internal DisclosureDecision Decide(in GrainTraits traits, CompiledRule[] rules, TraceSearch search)
    {
        TraceSearch traces = search.Copy();
        CheckEarlierNames();
        foreach (FieldEntry entry in _view)
        {
            string name = NameOf(entry);
            if (IsBasic(name) && IsPlain(entry, name)) continue;
            foreach (CompiledRule rule in rules)
            {
                if (!rule.Hides(name, entry, traits, out string why)) continue;
                Hide(entry, rule.Name, why);
                if (_identities.Contains(name)) traces.AddIdentity(entry.Value);
                break;
            }
        }
        if (traces.HasTooMany) _withheld.Add(new(DisclosurePolicy.NoRule, "R-38", "The identities that are hidden hold too many texts to look for"));
        else if (!traces.IsEmpty) HideTraces(traces, search);
        if (_withheld.Count > 0) return DisclosureDecision.Withhold(_withheld);
        return new(_hidden.Count == 0 ? DisclosureAction.ShowWhole : DisclosureAction.Disclose, _hidden, _reasons);
    }

    /// <summary>Names that <c>_elided</c> has already are shown as well.</summary>
    private void CheckEarlierNames()
    {
        if (!DisclosedBytes.TryFindElided(_view, out FieldValue elided)) return;
        foreach (FieldEntry entry in elided)
        {
            if (CodeScreen.IsCode(entry.Key, isStatus: true)) continue;
            _withheld.Add(new(DisclosurePolicy.NoRule, "R-38", "A name in _elided, which stays, is more than a code", "_elided"));
            return;
        }
    }

    private void HideTraces(TraceSearch traces, TraceSearch terms)
    {
        foreach (FieldEntry entry in _view)
        {
            string name = NameOf(entry);
            if (_isHidden.Contains(FieldNames.Of(entry)))
            {
                if (entry.Field == default && traces.IsIn(entry.Key)) _withheld.Add(new(DisclosurePolicy.NoRule, "R-38", "The name of a hidden field, which stays, holds a text that must not be shown"));
                continue;
            }
            bool hasOwnWords = s_noTrace.Contains(name) || (entry.Field != default && ClosedValues.Of(entry.Field).Length > 0);
            if ((hasOwnWords ? terms : traces) is { IsEmpty: false } search && search.IsIn(entry)) Hide(entry, DisclosurePolicy.NoRule, "The field holds a text that must not be shown");
        }
    }

    private void Hide(FieldEntry entry, string rule, string why)
    {
        string field = FieldNames.Of(entry);
        if (ElisionRules.Of(_view, field, out string demand) == Elidability.Forbidden)
        {
            _withheld.Add(new(rule, demand, why + ", which must stay", field));
            return;
        }
        // Names of hidden fields stay, in _elided; one of the author's own may say as much as a value.
        if (entry.Field == default && !CodeScreen.IsCode(entry.Key, isStatus: true)) _withheld.Add(new(rule, "R-38", "The name of a hidden field, which stays, is more than a code"));
        _hidden.Add(field);
        _isHidden.Add(field);
        _reasons.Add(new(rule, demand, why, field));
    }

    /// <summary>Whether what every grain has is what it is said to be: without a schema, anything may stand there.</summary>
    private static bool IsPlain(FieldEntry entry, string name) => name switch
    {
        "type" => entry.Value.Kind == OmsValueKind.Text && CodeScreen.IsCode(entry.Value.Utf8, isStatus: true),
        "created_at" => entry.Value.Kind == OmsValueKind.Integer,
        _ => entry.Key.SequenceEqual(DisclosedBytes.ElidedKey) || entry.Key.SequenceEqual(DisclosedBytes.OriginalKey), // these are looked into
    };

    /// <summary>The full name; in a type without a schema that of the core field whose key it is.</summary>
    private string NameOf(FieldEntry entry)
    {
        if (entry.Field != default) return entry.Field.FullName;
        if (_view.Type.HasSchema()) return Encoding.UTF8.GetString(entry.Key);
        EffectiveMap core = EffectiveMap.For((byte)GrainType.Workflow); // which has hardly any field of its own
        int slot = core.FindKey(entry.Key);
        return slot >= 0 ? core.Definitions[slot].Name : Encoding.UTF8.GetString(entry.Key);
    }

    /// <summary>What every grain or every disclosed grain has, so that no rule hides it and none has to keep it.</summary>
    internal static bool IsBasic(string name) => name is "type" or "created_at" or "_elided" or "_disclosure_of";
}
