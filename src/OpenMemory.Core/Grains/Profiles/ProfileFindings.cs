namespace OpenMemory;

/// <summary>Gathers findings about one grain. Each rule asks for its profile's tag first (OMS-A-1).</summary>
internal sealed class ProfileFindings(ProfileSubject subject)
{
    private static readonly string[] s_correspondents = ["mail:from", "mail:to", "mail:cc", "mail:bcc"];

    private readonly List<ProfileFinding> _found = [];

    internal ProfileFinding[] ToArray() => [.. _found];

    /// <summary>What writing refuses, and what the profiles recommend.</summary>
    internal void AddStorage()
    {
        ProfileRules.Check(subject, Report);
        foreach (DomainProfile profile in DomainProfile.All.Where(subject.Has))
        {
            foreach (ProfileField field in profile.Fields)
            {
                if (!subject.Value(field.Name).IsNull) Should("R-42", field.Name, "Fields of a profile are written in the context");
            }
        }
        if (subject.Has(DomainProfile.Healthcare)) AddHealth();
        if (subject.Has(DomainProfile.Legal)) AddReference(DomainProfile.Legal, "legal:hold_ref");
        if (subject.Has(DomainProfile.Integration)) AddConnector();
        if (subject.Has(DomainProfile.Mail)) AddCorrespondent();
    }

    /// <summary>A patient is not named directly, unless nobody else can read it (OMS-A.1-2).</summary>
    internal void AddPatient()
    {
        if (subject.Has(DomainProfile.Healthcare) && subject.Text(DomainProfile.Healthcare, "hc:patient_id") is { } id && DirectIdentifier.Looks(id))
            Must("OMS-A.1-2", subject.PathOf(DomainProfile.Healthcare, "hc:patient_id"), "The patient's reference looks like a direct identifier");
    }

    /// <summary>What must not leave: the rules for health and for the basis bind whoever passes on a received grain as well.</summary>
    internal void AddTransfer()
    {
        HealthcareRules.Check(subject, Report);
        ConsumerRules.Check(subject, Report);
        if (subject.Has(DomainProfile.Legal) && subject.Text(DomainProfile.Legal, "legal:privilege") is "attorney_client" or "work_product" && !IsHeld())
            Must("OMS-A.2-1", "invalidation_policy.mode", "A privileged grain is exported under hold only");
        if (subject.HasBasis || !subject.IsPersonal) return;
        if (subject.Has(DomainProfile.Finance))
            Must("OMS-A.3-1", "processing_basis", "Financial information about a person needs a processing basis");
        if (subject.Has(DomainProfile.Consumer))
            Must("OMS-A.6-1", "processing_basis", "A consumer's grain with an identifier needs a processing basis");
    }

    /// <summary>Only a plain no, or no word at all, allows a sale: what is hidden or of another kind may be the opt-out.</summary>
    internal void AddSale()
    {
        if (!subject.Has(DomainProfile.Consumer)) return;
        if (subject.IsElided("context")) Must("OMS-A.6-1", "context", "An opt-out of sale may be hidden here");
        foreach ((string path, OmsValue answer) in subject.All(DomainProfile.Consumer, "con:ccpa_opted_out"))
        {
            if (answer != (OmsValue)false) Must("OMS-A.6-1", path, "The consumer opted out of sale, or does not plainly say otherwise");
        }
    }

    /// <summary>A held grain waits until the hold is lifted, whatever retention says.</summary>
    internal void AddErasure()
    {
        if (subject.Has(DomainProfile.Legal) && IsHeld())
            Must("OMS-A.2-1", "invalidation_policy.mode", "A held grain is not erased automatically");
    }

    private void AddHealth()
    {
        AddReference(DomainProfile.Healthcare, "hc:consent_ref");
        if (subject.HasFields(DomainProfile.Healthcare) && !subject.HasTagUnder("phi:")
            && subject.Text(DomainProfile.Healthcare, "hc:deidentification") is null)
            Should("OMS-A.1-3", "structural_tags", "Health information that is not de-identified has the matching phi: tags");
    }

    private void AddConnector()
    {
        foreach (string name in (ReadOnlySpan<string>)["int:connector", "int:auth_type"])
        {
            if (subject.Value(DomainProfile.Integration, name).IsNull)
                Should("OMS-A.7-3", subject.PathOf(DomainProfile.Integration, name), "The connector and how it authenticates are named");
        }
    }

    private void AddCorrespondent()
    {
        if (!subject.Has("subject") && s_correspondents.Any(name => !subject.Value(DomainProfile.Mail, name).IsNull))
            Should("OMS-A.8-4", "subject", "An identifiable correspondent stands in the subject, where selection by person reaches it");
    }

    private void AddReference(DomainProfile profile, string name)
    {
        if (subject.Text(profile, name) is { } text && !ContentAddress.TryParse(text, out _))
            Should("R-25", subject.PathOf(profile, name), "The reference is written as a bare content address");
    }

    private bool IsHeld() => subject.Value("invalidation_policy") is { Kind: OmsValueKind.Map } policy
        && policy.AsMap().TryGetValue("mode", out OmsValue mode) && mode == (OmsValue)"hold";

    private void Report(string rule, string message, string path, OmsErrorCode code) => Must(rule, path, message);

    private void Must(string rule, string field, string message) => _found.Add(new(rule, ProfileSeverity.Must, field, message));

    private void Should(string rule, string field, string message) => _found.Add(new(rule, ProfileSeverity.Should, field, message));
}
