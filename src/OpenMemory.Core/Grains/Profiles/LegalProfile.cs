namespace OpenMemory;

/// <summary>Contracts, case law, filings and opinions (A.2).</summary>
public sealed record LegalProfile : ProfileFields
{
    /// <summary>Makes an empty profile, to be filled by an initializer.</summary>
    public LegalProfile()
    {
    }

    /// <summary>Reads the entries of a map whose keys begin with <c>legal:</c>.</summary>
    /// <param name="map">For example a <c>context</c>; what the profile does not register is kept, other keys are left out.</param>
    public LegalProfile(OmsMap map)
        : base(DomainProfile.Legal, map)
    {
    }

    /// <inheritdoc/>
    public override DomainProfile Profile => DomainProfile.Legal;

    /// <summary><c>legal:jurisdiction</c>: ISO 3166-1 alpha-2, or <c>EU</c>, <c>UN</c>; recommended.</summary>
    public string? Jurisdiction
    {
        get => GetText("legal:jurisdiction");
        init => Set("legal:jurisdiction", value);
    }

    /// <summary><c>legal:matter_id</c>: Matter or docket.</summary>
    public string? MatterId
    {
        get => GetText("legal:matter_id");
        init => Set("legal:matter_id", value);
    }

    /// <summary><c>legal:document_type</c>: <c>contract</c>, <c>opinion</c>, <c>filing</c>, <c>statute</c>, <c>regulation</c>, <c>order</c> or <c>brief</c>.</summary>
    public string? DocumentType
    {
        get => GetText("legal:document_type");
        init => Set("legal:document_type", value);
    }

    /// <summary><c>legal:parties</c>: DIDs or identifiers of the parties.</summary>
    public IReadOnlyList<string>? Parties
    {
        get => GetTexts("legal:parties");
        init => SetList("legal:parties", value, static text => text);
    }

    /// <summary><c>legal:effective_date</c>: When the instrument takes effect.</summary>
    public EpochMilliseconds? EffectiveDate
    {
        get => GetInteger("legal:effective_date") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("legal:effective_date", Number(value, static time => time.Value));
    }

    /// <summary><c>legal:expiry_date</c>: When it expires or is superseded.</summary>
    public EpochMilliseconds? ExpiryDate
    {
        get => GetInteger("legal:expiry_date") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("legal:expiry_date", Number(value, static time => time.Value));
    }

    /// <summary><c>legal:citation</c>: Formal citation.</summary>
    public string? Citation
    {
        get => GetText("legal:citation");
        init => Set("legal:citation", value);
    }

    /// <summary><c>legal:privilege</c>: <c>attorney_client</c>, <c>work_product</c> or <c>none</c>; the first two are not exported without a hold (OMS-A.2-1).</summary>
    public string? Privilege
    {
        get => GetText("legal:privilege");
        init => Set("legal:privilege", value);
    }

    /// <summary><c>legal:hold_ref</c>: Address of the grain that places the hold.</summary>
    public string? HoldRef
    {
        get => GetText("legal:hold_ref");
        init => Set("legal:hold_ref", value);
    }

    /// <summary><c>legal:redaction_level</c>: <c>none</c>, <c>partial</c> or <c>full</c>.</summary>
    public string? RedactionLevel
    {
        get => GetText("legal:redaction_level");
        init => Set("legal:redaction_level", value);
    }

    /// <summary>Reads the profile's fields from a grain, whether or not it declares the profile.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The fields; null where the grain has none and does not declare the profile.</returns>
    public static LegalProfile? Of(Grain grain) => Read(grain, DomainProfile.Legal, static map => new LegalProfile(map));
}
