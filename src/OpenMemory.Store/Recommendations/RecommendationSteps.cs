namespace OpenMemory.Store;

/// <summary>Reads audit Observations of Recommendations .</summary>
internal static class RecommendationSteps
{
    /// <summary>Questions for everything that is said about a Recommendation, under each of its names, whatever became of it.</summary>
    internal static IEnumerable<GrainQuery> QueriesFor(ContentAddress recommendation) => ReferenceForms.Of(recommendation).Select(static name => new GrainQuery
    {
        Types = [GrainType.Observation], Subject = name, Status = GrainStatus.Any, IncludeCold = true, Order = GrainOrder.OldestFirst,
    });

    /// <summary>The Recommendation and the new status that a grain names; null where it is no audit Observation. Allocates little for others.</summary>
    internal static (ContentAddress Recommendation, RecommendationStatus To)? Find(GrainView view)
    {
        if (view.Type != GrainType.Observation || !view.IsReadable() || view.IsDisclosed) return null;
        if (!view.TryGet(Field.Relation, out FieldValue relation) || relation.Kind != OmsValueKind.Text || !relation.Utf8.StartsWith("rec:"u8)) return null;
        if (!view.TryGet(Field.Subject, out FieldValue subject) || subject.Kind != OmsValueKind.Text) return null;
        if (RecommendationTerms.ParseStatus(relation.ToText()[RecommendationTerms.RelationPrefix.Length..]) is not { } to) return null;
        return ContentAddress.TryParseReference(subject.ToText(), out ContentAddress recommendation) ? (recommendation, to) : null;
    }

    /// <summary>Reads a step; null where the grain is no audit Observation.</summary>
    internal static RecommendationTransition? Read(GrainBlob blob)
    {
        GrainView view = blob.View();
        if (Find(view) is not { } found || blob.ToGrain() is not Observation grain) return null;
        OmsMap context = grain.Context ?? OmsMap.Empty;
        return new()
        {
            Address = blob.Address,
            Recommendation = found.Recommendation,
            From = RecommendationTerms.ParseStatus(Text(context, "from")),
            To = found.To,
            NamesOneStatus = Text(context, "to") == found.To.ToText(),
            Actor = grain.ObserverId,
            Observer = RecommendationTerms.ParseObserver(grain.ObserverType),
            Reason = grain.Object.Kind == OmsValueKind.Text ? grain.Object.AsText() : null,
            At = grain.CreatedAt ?? default,
            DerivedFrom = References(grain.DerivedFrom),
            IsRollbackable = Value(context, "rollbackable") is { Kind: OmsValueKind.Boolean } can ? can.AsBoolean() : null,
            Inverse = Value(context, "inverse") is { Kind: OmsValueKind.Map } inverse ? inverse.AsMap() : null,
            ReplacedBody = Text(context, "replaced_body"),
            TemplateRevision = Text(context, "template_revision"),
            DedupKey = Text(context, "dedup_key"),
            Namespace = GrainNamespace.Of(view),
        };
    }

    private static ContentAddress[] References(IReadOnlyList<OmsValue>? values)
    {
        List<ContentAddress> found = [];
        foreach (OmsValue value in values ?? [])
        {
            if (value.Kind == OmsValueKind.Text && ContentAddress.TryParseReference(value.AsText(), out ContentAddress address)) found.Add(address);
        }
        return [.. found];
    }

    private static string? Text(OmsMap map, string key) => Value(map, key) is { Kind: OmsValueKind.Text } value ? value.AsText() : null;

    private static OmsValue Value(OmsMap map, string key) => map.TryGetValue(key, out OmsValue value) ? value : default;
}
