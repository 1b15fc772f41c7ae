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
            Grain read = view.ToGrain();
            if (view.Type.HasSchema() && read.DeclaredType != read.TypeName) return Grain.OldTypeName(view.Type);
            // A changed copy, though nothing is: to it all rules for authors apply.
            return (read with { Encoding = view.Encoding }).ToBlob(limits).Span.SequenceEqual(blob.Span)
                ? default
                : new(OmsErrorCode.Corrupt, "R-49", "Writing what was read gives other bytes");
        }
        catch (OmsException refused)
        {
            return refused.Fault;
        }
    }
}
