using System.Runtime.InteropServices;

namespace OpenMemory.Disclosure;

/// <summary>Counts what becomes of grains, in a memory that does not grow with their number.</summary>
internal sealed class DisclosureTally(DisclosurePolicy policy, int maxListed)
{
    private const int MaxReasons = 16; // of one grain, which may have as many as it has fields
    private const int MaxNames = 1000; // names of unknown fields are a stranger's, and may be without end
    private const string Rest = "…";

    private readonly long[] _actions = new long[3];
    private readonly Dictionary<(GrainType, string), long> _hidden = [];
    private readonly Dictionary<string, FieldRiskCount> _risks = [];
    private readonly Dictionary<GrainType, long> _withheldByType = [];
    private readonly List<WithheldGrain> _withheld = [];

    internal void Add(long index, ContentAddress address, GrainType type, DisclosureOutcome outcome)
    {
        _actions[(int)outcome.Decision.Action]++;
        if (outcome.Decision.Action == DisclosureAction.Withhold)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_withheldByType, type, out _)++;
            if (_withheld.Count < maxListed) _withheld.Add(new(index, address, type, [.. outcome.Decision.Reasons.Take(MaxReasons)]));
        }
        foreach (string field in outcome.Decision.Fields)
        {
            string name = _hidden.Count < MaxNames || _hidden.ContainsKey((type, field)) ? field : Rest;
            CollectionsMarshal.GetValueRefOrAddDefault(_hidden, (type, name), out _)++;
        }
        foreach (ElisionRisk risk in outcome.Risks)
        {
            string name = _risks.Count < MaxNames || _risks.ContainsKey(risk.Field) ? risk.Field : Rest;
            ref FieldRiskCount known = ref CollectionsMarshal.GetValueRefOrAddDefault(_risks, name, out bool exists);
            known = new(
                name, known.High + (risk.Risk == GuessRisk.High ? 1 : 0), known.Elevated + (risk.Risk == GuessRisk.Elevated ? 1 : 0),
                exists && known.Worst.GuessBits <= risk.GuessBits ? known.Worst : risk);
        }
    }

    internal DisclosureExportReport Report(MgWriteResult written) => new(
        policy, _actions,
        [.. _hidden.Select(static entry => new HiddenFieldCount(entry.Key.Item1, entry.Key.Item2, entry.Value)).OrderBy(static count => count.Type).ThenBy(static count => count.Field, StringComparer.Ordinal)],
        [.. _risks.Values.OrderByDescending(static count => count.High).ThenByDescending(static count => count.Elevated).ThenBy(static count => count.Field, StringComparer.Ordinal)],
        _withheld, _withheldByType, written);
}
