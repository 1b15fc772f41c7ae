using System.Text;

namespace OpenMemory;

/// <summary>From bytes to grain objects.</summary>
public static class GrainViewExtensions
{
    /// <summary>Copies a view into a grain object. Allocates.</summary>
    /// <param name="view">A validated view.</param>
    /// <returns>One of the thirteen kinds, or <see cref="CustomGrain"/>, or <see cref="UnknownGrain"/>.</returns>
    /// <exception cref="OmsException"><c>not_supported</c>: the grain is sealed, or compressed.</exception>
    public static Grain ToGrain(this GrainView view) => view.ToGrain(null);

    /// <summary>
    /// Copies a view into a grain object that keeps more than the view's bytes: those that the view was expanded from, or the envelope in
    /// which they came.
    /// </summary>
    internal static Grain ToGrain(this GrainView view, GrainBlob? stored)
    {
        if (view.IsSealed) Throw.Fault(OmsErrorCode.NotSupported, "R-9", "A sealed grain has no readable fields", 1);
        if (CompressedPayload.IsIn(view.Header.Flags)) Throw.Fault(OmsErrorCode.NotSupported, "R-9", "A compressed grain is read with its codec only", 1);
        if (view.Mode != ReadingMode.Compatible) return ReadCanonical(view, stored);
        return CompatibleReader.Read(view, stored ?? GrainBlob.Adopt(view.Bytes.ToArray(), view.IsCanonical));
    }

    /// <summary>Copies a blob into a grain object, which keeps the envelope as long as it is unchanged. Allocates.</summary>
    /// <param name="blob">The blob.</param>
    /// <returns>The grain.</returns>
    /// <exception cref="OmsException"><c>not_supported</c>: the grain is sealed, or compressed.</exception>
    public static Grain ToGrain(this GrainBlob blob)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return blob.View().ToGrain(blob.Envelope.IsEmpty ? null : blob);
    }

    private static Grain ReadCanonical(GrainView view, GrainBlob? stored)
    {
        GrainType type = view.Type;
        EffectiveMap map = EffectiveMap.For((byte)type);
        bool isIntegration = type != GrainType.State && HasIntegrationTag(view);
        Dictionary<string, OmsValue> fields = new(view.Count, StringComparer.Ordinal);
        string? declaredType = null;
        foreach (FieldEntry entry in view)
        {
            int slot = map.FindKey(entry.Key);
            if (slot < 0)
            {
                fields[Encoding.UTF8.GetString(entry.Key)] = entry.Value.ToValue();
                continue;
            }
            Field field = map.Definitions[slot].Field;
            if (field == Field.Type && entry.Value.Kind == OmsValueKind.Text) declaredType = entry.Value.ToText();
            else fields[field.FullName] = Expand(entry.Value.ToValue(), field, isIntegration);
        }
        GrainBlob? expanded = stored is not null && CompressedPayload.IsIn(stored.Header.Flags) ? stored : null;
        return Grain.New(type).Filled(fields, declaredType, view.Header, view.Encoding, expanded, stored);
    }

    /// <summary>Replaces short keys by full names exactly where writers compact them (OMS-4.7-2).</summary>
    internal static OmsValue Expand(in OmsValue value, Field field, bool isIntegration)
    {
        if (value.Kind == OmsValueKind.Map && (field == Field.Config || (field == Field.Context && isIntegration)))
            return ExpandMap(value.AsMap(), NestedMap.Integration);
        if (value.Kind != OmsValueKind.Array || NestedMap.OfEntries(field) is not NestedMap names) return value;
        OmsValue[] elements = new OmsValue[value.Elements.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            OmsValue element = value.Elements[i];
            bool verbatim = element.Kind != OmsValueKind.Map || (names == NestedMap.ContentRef && element.AsMap().ContainsKey("citation_type"));
            elements[i] = verbatim ? element : ExpandMap(element.AsMap(), names);
        }
        return OmsValue.Adopt(elements);
    }

    private static OmsMap ExpandMap(OmsMap map, NestedMap names)
    {
        Dictionary<string, OmsValue> expanded = new(map.Count, StringComparer.Ordinal);
        foreach ((string key, OmsValue value) in map)
        {
            string name = names.Expand(key);
            if (name != key) expanded[name] = value;
            else expanded.TryAdd(key, value); // a full name beside its short key does not count (OMS-6-6)
        }
        return OmsMap.Adopt(expanded);
    }

    internal static bool HasIntegrationTag(GrainView view)
    {
        if (!view.TryGet(Field.StructuralTags, out FieldValue tags) || tags.Kind != OmsValueKind.Array) return false;
        foreach (FieldEntry tag in tags)
        {
            if (tag.Value.Kind == OmsValueKind.Text && tag.Value.Utf8.SequenceEqual("profile:integration"u8)) return true;
        }
        return false;
    }
}
