namespace OpenMemory;

/// <summary>
/// Whether bytes are what an author of today would write: the rules for authors hold, and writing what was read gives the same
/// bytes.
/// </summary>
internal static class AuthoredForm
{
    /// <summary>Checks a grain that was read in the Canonical mode.</summary>
    /// <param name="blob">The grain, not sealed.</param>
    /// <param name="limits">Size and depth of what may be authored (OMS-18-1).</param>
    /// <returns>What is wrong, or the default value.</returns>
    internal static OmsFault Check(GrainBlob blob, CodecLimits limits)
    {
        GrainView view = blob.View();
        if (CompressedPayload.IsIn(view.Header.Flags)) return new(OmsErrorCode.Schema, "R-9", "A compressed payload is read, and never written", 1);
        if (view.IsDisclosed) return new(OmsErrorCode.Schema, "OMS-10.4-2", "A disclosed view of a grain is no grain of its own, and is received only");
        if (!view.Type.HasSchema() && !view.Type.IsApplicationType()) return new(OmsErrorCode.UnknownType, "R-22", "The type is not known", 2);
        try
        {
            return Rewrite(view).ToBlob(limits).Span.SequenceEqual(blob.Span)
                ? default
                : new(OmsErrorCode.Corrupt, "R-49", "Writing what was read gives other bytes");
        }
        catch (OmsException refused)
        {
            return refused.Fault;
        }
    }

    private static Grain Rewrite(GrainView view)
    {
        OmsMap fields = view.ToGrain().ToFields();
        Grain grain = view.Type.HasSchema() ? Grain.FromFields(fields) : Grain.New(view.Type).Filled(fields.ToDictionary());
        return grain with
        {
            Sensitivity = view.Header.Sensitivity,
            IsSigned = (view.Header.Flags & GrainFlags.Signed) != 0,
            Encoding = view.Encoding,
        };
    }
}
