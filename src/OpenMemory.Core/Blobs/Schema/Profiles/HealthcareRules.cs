namespace OpenMemory;

/// <summary>Protected health information has a basis for its processing and no open license (OMS-A.1-1).</summary>
internal static class HealthcareRules
{
    internal static void Check(ProfileSubject subject, ProfileReport report)
    {
        if (!subject.Has(DomainProfile.Healthcare) || !subject.HasPhi) return;
        if (!subject.HasBasis)
            report("OMS-A.1-1", "Health information needs a processing basis", "processing_basis");
        if (subject.Text("license") is { } license && OpenLicenses.Has(license))
            report("OMS-A.1-1", "Health information must not have an open license", "license");
    }
}
