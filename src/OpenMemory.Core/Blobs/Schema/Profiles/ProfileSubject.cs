using System.Text;

namespace OpenMemory;

/// <summary>What the rules of the domain profiles look at: a few fields of one record, by full name, nested names expanded, and those with a prefix.</summary>
internal sealed class ProfileSubject
{
    private static readonly Field[] s_looked =
    [
        Field.StructuralTags, Field.Context, Field.Config, Field.Elided, Field.ProcessingBasis, Field.License, Field.ParentMessageId,
    ];

    private const string BasisName = "processing_basis";

    private readonly IReadOnlyDictionary<string, OmsValue> _fields;
    private readonly OmsMap _top;

    internal ProfileSubject(GrainType type, Sensitivity sensitivity, IReadOnlyDictionary<string, OmsValue> fields)
    {
        Type = type;
        Sensitivity = sensitivity;
        _fields = fields;
        _top = new(fields.Where(static field => field.Key.Contains(':', StringComparison.Ordinal)));
        Tags = Value("structural_tags") is { Kind: OmsValueKind.Array } tags
            ? [.. tags.AsArray().Where(static tag => tag.Kind == OmsValueKind.Text).Select(static tag => tag.AsText())]
            : [];
    }

    internal GrainType Type { get; }

    internal Sensitivity Sensitivity { get; }

    internal IReadOnlyList<string> Tags { get; }

    /// <summary>Whether the record is about health: a tag says so, or the header does where there are fields to be meant.</summary>
    internal bool HasPhi => HasTagUnder("phi:") || (Sensitivity == Sensitivity.Phi && HasFields(DomainProfile.Healthcare));

    /// <summary>Whether the record is about an identifiable person.</summary>
    internal bool IsPersonal => Sensitivity >= Sensitivity.Pii || HasTagUnder("pii:") || HasTagUnder("phi:") || Has("user_id");

    /// <summary>
    /// Whether the record says what allows its processing: an address or a token, or one that is hidden (OMS-10.4-4).
    /// A blank is none, and neither is the opt-out of sale (OMS-A.6-2).
    /// </summary>
    internal bool HasBasis => Value(BasisName).IsNull
        ? IsElided(BasisName)
        : Text(BasisName) is { } basis && !string.IsNullOrWhiteSpace(basis) && !HasOptOutAsBasis;

    /// <summary>Whether a basis is stated that says nothing.</summary>
    internal bool HasBlankBasis => Text(BasisName) is { } basis && string.IsNullOrWhiteSpace(basis);

    /// <summary>Whether the opt-out of sale is stated as the basis.</summary>
    internal bool HasOptOutAsBasis => Text(BasisName)?.Contains("ccpa_opted_out", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Takes what is looked at out of a written record.</summary>
    internal static ProfileSubject Of(GrainView view)
    {
        Dictionary<string, OmsValue> fields = new(StringComparer.Ordinal);
        foreach (Field field in s_looked)
        {
            if (view.TryGet(field, out FieldValue value)) fields[field.FullName] = value.ToValue();
        }
        foreach (FieldEntry entry in view)
        {
            if (entry.Key.Contains((byte)':')) fields[Encoding.UTF8.GetString(entry.Key)] = entry.Value.ToValue();
        }
        ProfileSubject subject = new(view.Type, view.Header.Sensitivity, fields);
        subject.Expand(fields, "config");
        if (view.Type != GrainType.State && subject.Has(DomainProfile.Integration)) subject.Expand(fields, "context");
        return subject;
    }

    internal bool Has(DomainProfile profile) => Tags.Contains(profile.Tag);

    /// <summary>Whether a field is there; an elided one is (OMS-10.4-4).</summary>
    internal bool Has(string name) => !Value(name).IsNull || IsElided(name);

    internal bool IsElided(string name) => MapOf("_elided").ContainsKey(name);

    internal bool HasTagUnder(string prefix) => Tags.Any(tag => tag.StartsWith(prefix, StringComparison.Ordinal));

    internal bool HasFields(DomainProfile profile) => Homes(profile).Any(home => home.Map.Keys.Any(profile.Owns));

    /// <summary>A field of the record by its full name.</summary>
    internal OmsValue Value(string name) => _fields.TryGetValue(name, out OmsValue value) ? value : OmsValue.Null;

    /// <summary>A profile's field, from the first of its homes that has it.</summary>
    internal OmsValue Value(DomainProfile profile, string name)
    {
        foreach ((_, OmsValue value) in All(profile, name))
        {
            if (!value.IsNull) return value;
        }
        return OmsValue.Null;
    }

    /// <summary>A profile's field wherever it stands, with its path.</summary>
    internal IEnumerable<(string Path, OmsValue Value)> All(DomainProfile profile, string name)
    {
        foreach ((string home, OmsMap map) in Homes(profile))
        {
            if (map.TryGetValue(name, out OmsValue value)) yield return (home + name, value);
        }
    }

    internal string? Text(string name) => TextOf(Value(name));

    internal string? Text(DomainProfile profile, string name) => TextOf(Value(profile, name));

    /// <summary>
    /// Where a profile's fields stand, each with what stands before their names in a path: the context, of the integration
    /// profile a Trigger's configuration before it, and then the top level, where they are read too. A State's context
    /// is its snapshot, whose keys are anyone's (OMS-8.3-1): they are the profile's where the record declares it.
    /// </summary>
    internal IEnumerable<(string Path, OmsMap Map)> Homes(DomainProfile profile)
    {
        if (Type == GrainType.Trigger && profile == DomainProfile.Integration) yield return ("config.", MapOf("config"));
        if (Type != GrainType.State || Has(profile)) yield return ("context.", MapOf("context"));
        yield return ("", _top);
    }

    /// <summary>The path of a profile's field, for a report.</summary>
    internal string PathOf(DomainProfile profile, string name)
    {
        foreach ((string path, _) in All(profile, name)) return path;
        return Homes(profile).First().Path + name;
    }

    private OmsMap MapOf(string name) => Value(name) is { Kind: OmsValueKind.Map } value ? value.AsMap() : OmsMap.Empty;

    private void Expand(Dictionary<string, OmsValue> fields, string name)
    {
        OmsMap map = MapOf(name);
        if (map.Count == 0) return;
        Dictionary<string, OmsValue> expanded = new(StringComparer.Ordinal);
        foreach ((string key, OmsValue value) in map) expanded[NestedMap.Integration.Expand(key)] = value;
        fields[name] = OmsMap.Adopt(expanded);
    }

    private static string? TextOf(in OmsValue value) => value.Kind == OmsValueKind.Text ? value.AsText() : null;
}
