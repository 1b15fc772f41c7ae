namespace OpenMemory.Store;

/// <summary>What Consents ask of a store (§8.10, §23.2, R-36).</summary>
internal static class ConsentRules
{
    /// <summary>Why a grain that rests on a Consent must not be written now: the Consent was withdrawn (OMS-8.10-2); the default value where it may.</summary>
    internal static OmsFault CheckWrite(IStoreReader reader, GrainView grain) => throw new NotImplementedException();

    /// <summary>The grains that withdrawals make due.</summary>
    internal static IReadOnlyList<ConsentCascadeItem> FindDue(IStoreReader reader, TimeSpan deadline, EpochMilliseconds now) => throw new NotImplementedException();
}
