namespace OpenMemory;

/// <summary>What a consumer's record must not state as its basis (OMS-A.6-2).</summary>
internal static class ConsumerRules
{
    /// <summary>Having opted out of sale allows nothing: it is not a basis for processing.</summary>
    internal static void Check(ProfileSubject subject, ProfileReport report)
    {
        if (subject.Has(DomainProfile.Consumer) && subject.HasOptOutAsBasis)
            report("OMS-A.6-2", "Having opted out of sale is not a processing basis", "processing_basis");
    }
}
