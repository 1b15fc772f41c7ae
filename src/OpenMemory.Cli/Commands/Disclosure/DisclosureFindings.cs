using OpenMemory.Disclosure;

namespace OpenMemory.Cli.Commands;

/// <summary>Several reports on one disclosed grain, as one: of each field, what weighs most.</summary>
internal sealed class DisclosureFindings
{
    private readonly SortedDictionary<string, DisclosedField> _fields = new(StringComparer.Ordinal);
    private readonly List<OmsFault> _faults = [];

    internal DisclosureFindings(DisclosureReport first)
    {
        Original = first.Original;
        Add(first);
    }

    internal ContentAddress? Original { get; }

    internal bool IsOriginalKnown { get; private set; }

    internal IEnumerable<DisclosedField> Fields => _fields.Values;

    internal IReadOnlyList<OmsFault> Faults => _faults;

    /// <summary>What does not agree: of fields first.</summary>
    internal IEnumerable<OmsFault> Contradictions =>
        Fields.Where(static known => known.Status == FieldDisclosure.Contradicted).Select(static known => known.Fault).Concat(_faults);

    internal int Count(FieldDisclosure status) => Fields.Count(field => field.Status == status);

    internal void Add(DisclosureReport report)
    {
        IsOriginalKnown |= report.IsOriginalKnown;
        _faults.AddRange(report.Faults.Except(_faults));
        foreach (DisclosedField field in report.Fields)
        {
            if (!_fields.TryGetValue(field.Name, out DisclosedField known) || Weight(field.Status) > Weight(known.Status)) _fields[field.Name] = field;
        }
    }

    private static int Weight(FieldDisclosure status) => status switch
    {
        FieldDisclosure.Contradicted => 3,
        FieldDisclosure.Proven => 2,
        FieldDisclosure.Shown => 1,
        _ => 0,
    };
}
