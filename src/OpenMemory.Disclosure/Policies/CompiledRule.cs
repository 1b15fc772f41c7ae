namespace OpenMemory.Disclosure;

/// <summary>A rule in the form in which grains are compared with it.</summary>
internal sealed class CompiledRule
{
    private static readonly HashSet<string> s_words = [.. DisclosurePolicy.Words];

    private readonly bool[]? _types;
    private readonly TextPattern[]? _tags, _unlessTags, _namespaces, _relations;
    private readonly HashSet<string> _hide, _hideKeys, _screen;
    private readonly HashSet<string>? _keep;

    internal CompiledRule(DisclosureRule rule)
    {
        Name = rule.Name;
        Withhold = rule.Withhold;
        if (rule.Types is not null)
        {
            _types = new bool[256];
            foreach (GrainType type in rule.Types) _types[(byte)type] = true;
        }
        (_tags, _unlessTags, _namespaces, _relations) = (Patterns(rule.Tags), Patterns(rule.UnlessTags), Patterns(rule.Namespaces), Patterns(rule.Relations));
        (_hide, _screen, _keep) = ([.. rule.Hide], [.. rule.Screen], rule.Keep is null ? null : [.. rule.Keep]);
        _hideKeys = [.. Enum.GetValues<GrainType>().SelectMany(static type => EffectiveMap.For((byte)type).Definitions).Where(field => _hide.Contains(field.Name)).Select(static field => field.Key)];
    }

    internal string Name { get; }

    internal bool Withhold { get; }

    internal bool Matches(in GrainTraits grain) =>
        (_types is null ? grain.Type.HasSchema() : _types[(byte)grain.Type])
        && (_tags is null || grain.HasTag(_tags, ifHidden: true))
        && !(_unlessTags is not null && grain.HasTag(_unlessTags, ifHidden: false))
        && (_namespaces is null || grain.IsIn(_namespaces))
        && (_relations is null || grain.Relates(_relations));

    /// <summary>Whether the rule says what is to happen with grains of this tag.</summary>
    internal bool Knows(ReadOnlySpan<byte> tag) => _tags is not null && TextPattern.Any(_tags, tag);

    /// <summary>Whether the rule says what is to happen with grains of this type, which has no schema.</summary>
    internal bool Names(GrainType type) => _types is not null && _types[(byte)type];

    /// <summary>
    /// Whether the rule hides a field, and why. Under a key that the grain's type does not know stands what it is in another type, as far
    /// as readers can guess: hidden there, it is hidden here.
    /// </summary>
    internal bool Hides(string name, FieldEntry entry, in GrainTraits grain, out string why)
    {
        FieldValue value = entry.Value;
        why = "The rule hides the field";
        if (_hide.Contains(name) || (entry.Field == default && _hideKeys.Contains(name))) return true;
        if (_screen.Contains(name))
        {
            why = "The field holds more than numbers and codes";
            if (s_words.Contains(name)) return !CodeScreen.PassesWords(value);
            return !CodeScreen.Passes(value, name == Field.Object.FullName && !grain.Relation.IsEmpty ? grain.Relation : System.Text.Encoding.UTF8.GetBytes(name));
        }
        why = "The rule does not keep the field";
        return _keep is not null && !_keep.Contains(name);
    }

    /// <summary>Whether the rule would hide a field that the grain does not have.</summary>
    internal bool HidesAbsent(string name) => _hide.Contains(name) || (_keep is not null && !_keep.Contains(name));

    private static TextPattern[]? Patterns(IReadOnlyList<string>? texts) => texts is null ? null : [.. texts.Select(static text => new TextPattern(text))];
}
