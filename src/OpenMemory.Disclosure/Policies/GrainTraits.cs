namespace OpenMemory.Disclosure;

/// <summary>What the conditions of rules ask of a grain: its tags, namespace and relation, or that the grain hides them already.</summary>
internal readonly ref struct GrainTraits
{
    private readonly FieldValue _tags, _namespace, _relation;
    private readonly bool _hidesTags, _hidesNamespace, _hidesRelation;

    internal GrainTraits(in GrainView grain)
    {
        Type = grain.Type;
        _hidesTags = IsUnreadable(grain, Field.StructuralTags, "tags"u8, OmsValueKind.Array, out _tags);
        _hidesNamespace = IsUnreadable(grain, Field.Namespace, "ns"u8, OmsValueKind.Text, out _namespace);
        _hidesRelation = IsUnreadable(grain, Field.Relation, "r"u8, OmsValueKind.Text, out _relation);
    }

    internal GrainType Type { get; }

    /// <summary>The tags as an array; the default value where there are none.</summary>
    internal FieldValue Tags => _tags;

    internal bool HasTag(ReadOnlySpan<TextPattern> patterns, bool ifHidden)
    {
        if (_hidesTags) return ifHidden;
        foreach (FieldEntry tag in _tags)
        {
            if (tag.Value.Kind == OmsValueKind.Text && TextPattern.Any(patterns, tag.Value.Utf8)) return true;
        }
        return false;
    }

    internal bool IsIn(ReadOnlySpan<TextPattern> namespaces) => _hidesNamespace || TextPattern.Any(namespaces, TextOf(_namespace));

    internal bool Relates(ReadOnlySpan<TextPattern> relations) => _hidesRelation || TextPattern.Any(relations, TextOf(_relation));

    /// <summary>The relation, which says what the object is; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Relation => TextOf(_relation);

    private static ReadOnlySpan<byte> TextOf(FieldValue value) => value.Kind == OmsValueKind.Text ? value.Utf8 : default;

    /// <summary>Finds a field, in types without a schema by key or name; tells whether it is there and cannot be read.</summary>
    private static bool IsUnreadable(in GrainView grain, Field field, ReadOnlySpan<byte> key, OmsValueKind kind, out FieldValue value)
    {
        bool isFound = grain.TryGet(field, out value)
            || (!grain.Type.HasSchema() && (grain.TryGet(key, out value) || grain.TryGet(System.Text.Encoding.UTF8.GetBytes(field.FullName), out value)));
        if (isFound && value.Kind == kind) return false;
        value = default;
        return isFound || (DisclosedBytes.TryFindElided(grain, out FieldValue elided) && FieldNames.TryFind(elided, field.FullName, out _));
    }
}
