namespace OpenMemory;

/// <summary>Health information and clinical records (A.1).</summary>
public sealed record HealthcareProfile : ProfileFields
{
    /// <summary>Makes an empty profile, to be filled by an initializer.</summary>
    public HealthcareProfile()
    {
    }

    /// <summary>Reads the entries of a map whose keys begin with <c>hc:</c>.</summary>
    /// <param name="map">For example a <c>context</c>; what the profile does not register is kept, other keys are left out.</param>
    public HealthcareProfile(OmsMap map)
        : base(DomainProfile.Healthcare, map)
    {
    }

    /// <inheritdoc/>
    public override DomainProfile Profile => DomainProfile.Healthcare;

    /// <summary><c>hc:patient_id</c>: De-identified reference to the patient; a direct identifier only where the grain is encrypted (OMS-A.1-2).</summary>
    public string? PatientId
    {
        get => GetText("hc:patient_id");
        init => Set("hc:patient_id", value);
    }

    /// <summary><c>hc:encounter_id</c>: Encounter resource, as FHIR numbers it.</summary>
    public string? EncounterId
    {
        get => GetText("hc:encounter_id");
        init => Set("hc:encounter_id", value);
    }

    /// <summary><c>hc:practitioner_did</c>: DID of the treating or ordering clinician.</summary>
    public string? PractitionerDid
    {
        get => GetText("hc:practitioner_did");
        init => Set("hc:practitioner_did", value);
    }

    /// <summary><c>hc:icd10</c>: Diagnosis codes, ICD-10-CM.</summary>
    public IReadOnlyList<string>? Icd10
    {
        get => GetTexts("hc:icd10");
        init => SetList("hc:icd10", value, static text => text);
    }

    /// <summary><c>hc:cpt</c>: Procedure codes, CPT.</summary>
    public IReadOnlyList<string>? Cpt
    {
        get => GetTexts("hc:cpt");
        init => SetList("hc:cpt", value, static text => text);
    }

    /// <summary><c>hc:loinc</c>: Code of a laboratory or clinical observation, LOINC.</summary>
    public string? Loinc
    {
        get => GetText("hc:loinc");
        init => Set("hc:loinc", value);
    }

    /// <summary><c>hc:snomed</c>: Concept of SNOMED CT.</summary>
    public string? Snomed
    {
        get => GetText("hc:snomed");
        init => Set("hc:snomed", value);
    }

    /// <summary><c>hc:fhir_resource</c>: FHIR resource type, for example <c>Condition</c>.</summary>
    public string? FhirResource
    {
        get => GetText("hc:fhir_resource");
        init => Set("hc:fhir_resource", value);
    }

    /// <summary><c>hc:fhir_id</c>: FHIR resource id in the source system.</summary>
    public string? FhirId
    {
        get => GetText("hc:fhir_id");
        init => Set("hc:fhir_id", value);
    }

    /// <summary><c>hc:consent_ref</c>: Address of the Consent that allows the grain.</summary>
    public string? ConsentRef
    {
        get => GetText("hc:consent_ref");
        init => Set("hc:consent_ref", value);
    }

    /// <summary><c>hc:deidentification</c>: <c>safe_harbor</c> or <c>expert_determination</c>.</summary>
    public string? Deidentification
    {
        get => GetText("hc:deidentification");
        init => Set("hc:deidentification", value);
    }

    /// <summary>Reads the profile's fields from a grain, whether or not it declares the profile.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The fields; null where the grain has none and does not declare the profile.</returns>
    public static HealthcareProfile? Of(Grain grain) => Read(grain, DomainProfile.Healthcare, static map => new HealthcareProfile(map));
}
